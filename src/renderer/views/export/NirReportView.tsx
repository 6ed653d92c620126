import type { NirView } from '../../../shared/api/packViews.ts';
import { accuracyRows } from '../../../shared/export/nirReportText.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';

/** What is lost, what was folded, and the accuracy that each program will have. */
export function NirReportView({ view: { report, workbench } }: { readonly view: NirView }) {
  const { losses, notes, swapped, samples, nodes, neurons } = report;
  const steps = report.readers[0]!.correct.length;
  return (
    <>
      {losses.map(({ what, instead, advice, layers }) => (
        <ProblemNote key={what} level="warning">
          <strong>{capitalised(what)}</strong> cannot be said: {instead}. {capitalised(advice)}.{' '}
          <span className="muted">
            {layers.length === 1 ? 'Layer' : `${layers.length} layers:`} {layers.join(', ')}
          </span>
        </ProblemNote>
      ))}
      <table className="nir-accuracies">
        <caption className="muted small">
          Accuracy on {samples} samples after {steps} steps, with 95 % intervals
        </caption>
        <thead>
          <tr>
            <th scope="col">Run by</th>
            <th scope="col">Accuracy (%)</th>
          </tr>
        </thead>
        <tbody>
          {accuracyRows(report, workbench).map(({ who, how, accuracy, low, high }) => (
            <tr key={who}>
              <th scope="row">
                {capitalised(who)}
                <span className="muted small">{how}</span>
              </th>
              <td>
                <strong>{percent(accuracy)}</strong>
                <span className="muted small">
                  {percent(low)} to {percent(high)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <details className="nir-notes small">
        <summary>
          {nodes} nodes, {neurons} neurons{notes.length + swapped.length === 0 ? '' : '; what was folded'}
        </summary>
        <ul>
          {swapped.length === 0 ? null : <li>Average pooling stands for max pooling in {swapped.join(', ')}.</li>}
          {notes.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

const percent = (share: number): string => (100 * share).toFixed(2);

function capitalised(text: string): string {
  return /^[a-z]/.test(text) && text !== 'sinabs' ? `${text[0]!.toUpperCase()}${text.slice(1)}` : text;
}
