import { ChevronRight } from 'lucide-react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { DraftField, SweepDraft } from '../../../shared/sweep/draft.ts';
import { draftFields, type FieldGroup } from '../../../shared/sweep/draftFields.ts';
import { editDraft } from '../../state/draftStore.ts';
import { ChoiceSetting } from './ChoiceSetting.tsx';
import { encodingChoices, presetChoices, readoutChoices } from './choiceWords.ts';
import { changedFrom, fieldsOf } from './draftView.ts';
import { ScalingSetting } from './ScalingSetting.tsx';
import { SettingField } from './SettingField.tsx';
import { setUnfolded, useUnfolded } from './sweepFocus.ts';
import { WordsSetting } from './WordsSetting.tsx';

interface SettingGroupProps {
  readonly group: FieldGroup;
  readonly draft: SweepDraft;
  readonly problems: ReadonlyMap<string, string>;
  readonly isReadOnly: boolean;
}

/** The settings of one group, choices first, rare ones folded away. */
export function SettingGroup({ group, draft, problems, isReadOnly }: SettingGroupProps) {
  const { shown, folded } = fieldsOf(group, draft);
  const settings = (fields: readonly DraftField[]) => (
    <div className="setting-grid">
      {fields.map((field) => (
        <Setting key={field} field={field} draft={draft} problem={problems.get(field)} isReadOnly={isReadOnly} />
      ))}
    </div>
  );
  const changed = folded.filter((field) => changedFrom(field, draft) !== null).length;
  const isUnfolded = useUnfolded((state) => state.groups.includes(group));
  return (
    <section className="setting-group" aria-labelledby={`group-${group}`}>
      <h2 id={`group-${group}`}>{group}</h2>
      {settings(shown)}
      {folded.length === 0 ? null : (
        <Disclosure
          className="more-settings"
          isExpanded={isUnfolded || folded.some((field) => problems.has(field))}
          onExpandedChange={(isExpanded) => setUnfolded(group, isExpanded)}
        >
          <Heading level={3}>
            <Button slot="trigger" className="button quiet">
              <ChevronRight aria-hidden />
              <span>
                More of {group.toLowerCase()}
                {changed === 0 ? '' : <strong>, {changed} changed</strong>}
              </span>
            </Button>
          </Heading>
          <DisclosurePanel>{settings(folded)}</DisclosurePanel>
        </Disclosure>
      )}
    </section>
  );
}

interface SettingProps {
  readonly field: DraftField;
  readonly draft: SweepDraft;
  readonly problem: string | undefined;
  readonly isReadOnly: boolean;
}

function Setting({ field, ...props }: SettingProps) {
  if (field === 'presets') {
    return <ChoiceSetting {...props} field={field} choices={presetChoices} onChange={(ids) => editDraft(field, ids)} />;
  }
  if (field === 'encodings') {
    return (
      <ChoiceSetting {...props} field={field} choices={encodingChoices} onChange={(ids) => editDraft(field, ids)} />
    );
  }
  if (field === 'readouts') {
    return (
      <ChoiceSetting {...props} field={field} choices={readoutChoices} onChange={(ids) => editDraft(field, ids)} />
    );
  }
  if (field === 'scaling') return <ScalingSetting draft={props.draft} isReadOnly={props.isReadOnly} />;
  return draftFields[field].kind === 'words' ? (
    <WordsSetting {...props} field={field} />
  ) : (
    <SettingField {...props} field={field} />
  );
}
