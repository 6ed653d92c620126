import { useMemo } from 'react';
import {
  type ChangedSample,
  comparePredictions,
  type PredictionComparison,
} from '../../../shared/metrics/comparePredictions.ts';
import type { CellView } from '../../../shared/api/runViews.ts';
import { classesAt, readCourses } from '../../../shared/metrics/readCourses.ts';
import { type ResultRow, stepAt } from '../../../shared/results/resultRows.ts';
import type { Milliseconds } from '../../../shared/units.ts';
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
  /** Simulated time at which they are compared, ms. */
  readonly time: Milliseconds;
}

/** More pictures than this are counted and not drawn. */
const mostPictures = 60;

/** The paired comparison after a time: how sure it is, and which images changed. */
export function ChangedSamples({ record, first, second, time }: ChangedSamplesProps) {
  const { count } = record.settings.data;
  const a = useCell(first.run, first.row, count);
  const b = useCell(second.run, second.row, count);
  const one = useClasses(a.data, first.row, time, record);
  const other = useClasses(b.data, second.row, time, record);
  const comparison = useMemo(
    () => (one === null || other === null ? null : comparePredictions(record.labels, one, other)),
    [record.labels, one, other],
  );
  const error = a.error ?? b.error;
  if (error !== null) return <ProblemNote>{wordsOf(error)}</ProblemNote>;
  if (first.row.tally.count < count || second.row.tally.count < count) {
    return <p className="compare-note muted">Images are compared when both cells are finished.</p>;
  }
  if (a.data === undefined || b.data === undefined) return <Waiting>Comparing the predictions</Waiting>;
  if (comparison === null) {
    return (
      <p className="compare-note muted">
        Records of version 1 know the classes at the end alone. Choose the end above, or run the sweep again.
      </p>
    );
  }
  return <Changes comparison={comparison} record={record} first={first} />;
}

/** The class of every sample after a time; null while they are read, or where only those of the end are known. */
function useClasses(
  cell: CellView | undefined,
  row: ResultRow,
  time: Milliseconds,
  { settings }: RunRecord,
): readonly number[] | null {
  const readout = cell?.tally.readouts[row.readoutIndex];
  const step = stepAt(row, time, settings.timeStep);
  return useMemo(() => {
    if (readout === undefined) return null;
    if (step === row.tally.spikes.length - 1) return readout.predictions;
    return readout.courses === null ? null : classesAt(readCourses(readout.courses, row.tally.count), step);
  }, [readout, step, row]);
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
