import { useMemo } from 'react';
import {
  type ChangedSample,
  comparePredictions,
  type PredictionComparison,
} from '../../../shared/metrics/comparePredictions.ts';
import type { ResultRow } from '../../../shared/results/resultRows.ts';
import type { RunRecord } from '../../../shared/results/runRecord.ts';
import { changedWords, comparisonWords } from '../../../shared/results/comparisonWords.ts';
import { Panel } from '../../components/Panel.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { goTo } from '../../state/navigation.ts';
import { showRun, useResults } from '../../state/resultsState.ts';
import { wordsOf } from '../../state/toasts.ts';
import { SampleImage } from './SampleImage.tsx';
import { useCell } from './useCell.ts';

interface Side {
  readonly run: string;
  readonly row: ResultRow;
}

interface ChangedSamplesProps {
  readonly record: RunRecord;
  readonly first: Side;
  readonly second: Side;
}

/** More pictures than this are counted and not drawn. */
const mostPictures = 60;

/** The paired comparison at the end of the simulation: how sure it is, and which images changed. */
export function ChangedSamples({ record, first, second }: ChangedSamplesProps) {
  const { count } = record.settings.data;
  const a = useCell(first.run, first.row, count);
  const b = useCell(second.run, second.row, count);
  const one = a.data?.tally.readouts[first.row.readoutIndex]?.predictions;
  const other = b.data?.tally.readouts[second.row.readoutIndex]?.predictions;
  const comparison = useMemo(
    () => (one === undefined || other === undefined ? null : comparePredictions(record.labels, one, other)),
    [record.labels, one, other],
  );
  const error = a.error ?? b.error;
  if (error !== null) return <ProblemNote>{wordsOf(error)}</ProblemNote>;
  if (first.row.tally.count < count || second.row.tally.count < count) {
    return <p className="compare-note muted">Images are compared when both cells are finished.</p>;
  }
  if (comparison === null) return <Waiting>Comparing the predictions</Waiting>;
  return <Changes comparison={comparison} record={record} first={first} />;
}

interface ChangesProps {
  readonly comparison: PredictionComparison;
  readonly record: RunRecord;
  readonly first: Side;
}

const groups: readonly { readonly kind: ChangedSample['kind']; readonly title: string }[] = [
  { kind: 'onlyFirstRight', title: 'Only the first is right' },
  { kind: 'onlySecondRight', title: 'Only the second is right' },
  { kind: 'bothWrong', title: 'Both are wrong, differently' },
];

function Changes({ comparison, record, first }: ChangesProps) {
  const nameOf = (c: number): string => record.classNames[c] ?? String(c);
  const open = (sample: number): void => {
    showRun(first.run);
    useResults.setState({ selected: [first.row.key], sample });
    goTo('inspect');
  };
  return (
    <div className="changed-samples">
      <Panel title={changedWords(comparison)} note={comparisonWords(comparison)}>
        {groups.map(({ kind, title }) => {
          const samples = comparison.changed.filter((one) => one.kind === kind);
          return samples.length === 0 ? null : (
            <section key={kind} aria-label={title}>
              <h3>
                {title} <span className="muted">({samples.length})</span>
              </h3>
              <ul className="changed-grid">
                {samples.slice(0, mostPictures).map(({ sample, label, first: one, second: two }) => (
                  <li key={sample}>
                    <button type="button" onClick={() => open(sample)} title={`Inspect sample ${sample}`}>
                      <SampleImage data={record.settings.data} sample={sample} />
                      <span className="small">
                        {nameOf(label)}: {nameOf(one)} | {nameOf(two)}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
              {samples.length > mostPictures ? (
                <p className="muted small">And {samples.length - mostPictures} more.</p>
              ) : null}
            </section>
          );
        })}
      </Panel>
    </div>
  );
}
