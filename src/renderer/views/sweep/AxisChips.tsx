import type { SweepDraft } from '../../../shared/sweep/draft.ts';
import { draftFields } from '../../../shared/sweep/draftFields.ts';
import { Button } from '../../components/Button.tsx';
import { axesOf } from './draftView.ts';
import { focusField } from './sweepFocus.ts';

/** What varies, one chip for each axis; a chip leads to its field. */
export function AxisChips({ draft }: { readonly draft: SweepDraft }) {
  const axes = axesOf(draft);
  if (axes.length === 0) {
    return (
      <p className="muted small">
        Nothing varies yet. Type several values into a field: "0.8, 1, 1.2" or "0.6 to 1.4 step 0.2".
      </p>
    );
  }
  return (
    <ul className="axis-chips" aria-label="Axes of the sweep">
      {axes.map(({ field, count }) => (
        <li key={field}>
          <Button kind="plain" onPress={() => focusField(field)}>
            {draftFields[field].label} <strong>× {count}</strong>
          </Button>
        </li>
      ))}
    </ul>
  );
}
