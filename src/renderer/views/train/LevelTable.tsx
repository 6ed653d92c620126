import type { ActivationLevel } from '../../../shared/training/progress.ts';
import { valueWords } from '../../frame/words.ts';

/** Where clipped and quantised activations end. */
export function LevelTable({ levels }: { readonly levels: readonly ActivationLevel[] }) {
  const isQuantised = levels.some((level) => level.levels !== null);
  return (
    <table className="level-table">
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col" className="number">
            Ends at
          </th>
          {isQuantised ? (
            <th scope="col" className="number">
              Levels
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {levels.map(({ layer, level, levels: count }) => (
          <tr key={layer}>
            <th scope="row" className="cut" title={layer}>
              {layer}
            </th>
            <td className="number">{valueWords(level)}</td>
            {isQuantised ? <td className="number">{count ?? '–'}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
