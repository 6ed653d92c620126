import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { InspectView } from '../../../shared/api/inspectViews.ts';
import { percent } from '../../../shared/chart/curvePointWords.ts';
import { confidenceWords } from '../../../shared/metrics/confidence.ts';
import { decisionWords, settledStep } from '../../../shared/results/inspectWords.ts';
import { readoutName } from '../../../shared/simulation/readout.ts';
import type { ResultRow } from '../../../shared/results/resultRows.ts';
import { rowWords } from '../../../shared/results/rowWords.ts';
import type { RunRecord } from '../../../shared/results/runRecord.ts';
import { wrongSamples } from '../../../shared/results/wrongSamples.ts';
import { PixelImage } from '../../charts/PixelImage.tsx';
import { Button } from '../../components/Button.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Field } from '../../components/Field.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Select } from '../../components/Select.tsx';
import { selectRow, useResults } from '../../state/resultsState.ts';
import { usePredictions } from './usePredictions.ts';

interface SampleSideProps {
  readonly record: RunRecord;
  readonly rows: readonly ResultRow[];
  readonly row: ResultRow;
  readonly sample: number;
  /** Null until it is simulated. */
  readonly view: InspectView | null;
  readonly step: number | null;
}

/** Which sample through which cell, the picture, and what everybody takes it for. */
export function SampleSide({ record, rows, row, sample, view, step }: SampleSideProps) {
  const options = useMemo(
    () => rows.slice(0, 500).map((one) => ({ id: one.key, title: rowWords(one, record.settings) })),
    [rows, record.settings],
  );
  const { classNames } = record;
  const nameOf = (c: number): string => classNames[c] ?? String(c);
  return (
    <>
      <Panel title="Cell">
        <Select
          label="Cell"
          isLabelHidden
          options={options}
          selected={row.key}
          onSelect={(key) => selectRow(key, false)}
        />
      </Panel>
      <Panel title="Sample">
        <SampleChoice record={record} row={row} sample={sample} />
        {view === null ? null : (
          <>
            <PixelImage
              {...view.image}
              alt={`Sample ${sample}, label ${nameOf(view.label)}`}
              className="inspect-image"
            />
            <Facts
              facts={[
                ['Label', nameOf(view.label)],
                ['Analog network', `${nameOf(view.analogClass)} ${view.analogClass === view.label ? '✓' : '✗'}`],
              ]}
            />
          </>
        )}
      </Panel>
      {view === null ? null : (
        <Panel title="Decisions">
          <ul className="decision-list">
            {view.readouts.map((readout) => {
              const settled = settledStep(readout.classes);
              return (
                <li key={readoutName(readout.readout)}>
                  <span className="muted small">{readoutName(readout.readout).replaceAll('-', ' ')}</span>
                  <span>{decisionWords(readout, step ?? readout.classes.length - 1, view.label, classNames)}</span>
                  <span className="muted small">
                    {settled === null ? 'changes until the end' : `unchanged from ${view.time[settled]} ms on`}
                  </span>
                  <span className="muted small">
                    confidence at the end {percent(readout.confidence)}, {confidenceWords(readout.readout)}
                  </span>
                </li>
              );
            })}
          </ul>
        </Panel>
      )}
    </>
  );
}

interface SampleChoiceProps {
  readonly record: RunRecord;
  readonly row: ResultRow;
  readonly sample: number;
}

function SampleChoice({ record, row, sample }: SampleChoiceProps) {
  const { count } = record.settings.data;
  const [typed, setTyped] = useState<string | null>(null);
  const predictions = usePredictions(row, count);
  const wrong = useMemo(
    () => (predictions === null ? [] : wrongSamples(record.labels, predictions)),
    [predictions, record.labels],
  );
  const go = (next: number): void => useResults.setState({ sample: Math.max(0, Math.min(count - 1, next)) });
  const next = wrong.find((at) => at > sample) ?? wrong[0];
  return (
    <>
      <div className="sample-choice">
        <Button kind="quiet" icon={<ChevronLeft />} hint="Sample before" onPress={() => go(sample - 1)} />
        <Field
          label="Number of the sample"
          isLabelHidden
          value={typed ?? String(sample)}
          onChange={setTyped}
          unit={`of ${count}`}
          problem={
            typed !== null && !isNumberBelow(typed, count)
              ? `It wants a whole number from 0 to ${count - 1}.`
              : undefined
          }
          onSubmit={() => {
            if (typed !== null && isNumberBelow(typed, count)) go(Number(typed));
            setTyped(null);
          }}
        />
        <Button kind="quiet" icon={<ChevronRight />} hint="Next sample" onPress={() => go(sample + 1)} />
      </div>
      {next === undefined ? null : (
        <Button kind="plain" onPress={() => go(next)}>
          Next of {wrong.length} misclassified
        </Button>
      )}
    </>
  );
}

function isNumberBelow(text: string, limit: number): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) < limit;
}
