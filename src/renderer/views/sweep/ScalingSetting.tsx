import type { SweepDraft } from '../../../shared/sweep/draft.ts';
import { draftFields } from '../../../shared/sweep/draftFields.ts';
import { LabelledChoice } from '../../components/Choice.tsx';
import { editDraft } from '../../state/draftStore.ts';
import { explain } from './sweepFocus.ts';

const options = [
  { id: 'auto', title: 'By type' },
  { id: 'unit', title: 'Divide by 255' },
  { id: 'none', title: 'As they are' },
] as const satisfies readonly { id: SweepDraft['scaling']; title: string }[];

/** How stored values become inputs. */
export function ScalingSetting({ draft, isReadOnly }: { readonly draft: SweepDraft; readonly isReadOnly: boolean }) {
  return (
    <div
      className="setting"
      data-setting="scaling"
      onPointerEnter={() => explain('scaling')}
      onFocus={() => explain('scaling')}
    >
      <LabelledChoice
        label={draftFields.scaling.label}
        options={options}
        selected={draft.scaling}
        isDisabled={isReadOnly}
        onSelect={(scaling) => editDraft('scaling', scaling)}
      />
    </div>
  );
}
