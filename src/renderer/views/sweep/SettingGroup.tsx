import type { DraftField, SweepDraft } from '../../../shared/sweep/draft.ts';
import { draftFields, type FieldGroup } from '../../../shared/sweep/draftFields.ts';
import { editDraft } from '../../state/draftStore.ts';
import { ChoiceSetting } from './ChoiceSetting.tsx';
import { encodingChoices, presetChoices, readoutChoices } from './choiceWords.ts';
import { ScalingSetting } from './ScalingSetting.tsx';
import { SettingField } from './SettingField.tsx';

interface SettingGroupProps {
  readonly group: FieldGroup;
  readonly draft: SweepDraft;
  readonly problems: ReadonlyMap<string, string>;
  readonly isReadOnly: boolean;
}

/** The settings of one group, choices first. */
export function SettingGroup({ group, draft, problems, isReadOnly }: SettingGroupProps) {
  const fields = fieldOrder.filter((field) => draftFields[field].group === group);
  return (
    <section className="setting-group" aria-labelledby={`group-${group}`}>
      <h2 id={`group-${group}`}>{group}</h2>
      <div className="setting-grid">
        {fields.map((field) => (
          <Setting key={field} field={field} draft={draft} problem={problems.get(field)} isReadOnly={isReadOnly} />
        ))}
      </div>
    </section>
  );
}

/** The order of the fact sheet is the order of the view. */
const fieldOrder: readonly DraftField[] = [
  'presets',
  'thresholds',
  'percentile',
  'calibrationSamples',
  'calibrationSplit',
  'encodings',
  'poissonRate',
  'burstCurrent',
  'phaseLevel',
  'seeds',
  'readouts',
  'spikesToWin',
  'durations',
  'timeStep',
  'split',
  'samples',
  'offset',
  'scaling',
];

interface SettingProps {
  readonly field: DraftField;
  readonly draft: SweepDraft;
  readonly problem: string | undefined;
  readonly isReadOnly: boolean;
}

function Setting({ field, ...props }: SettingProps) {
  switch (field) {
    case 'presets':
      return (
        <ChoiceSetting
          {...props}
          field={field}
          choices={presetChoices}
          onChange={(chosen) => editDraft(field, chosen)}
        />
      );
    case 'encodings':
      return (
        <ChoiceSetting
          {...props}
          field={field}
          choices={encodingChoices}
          onChange={(chosen) => editDraft(field, chosen)}
        />
      );
    case 'readouts':
      return (
        <ChoiceSetting
          {...props}
          field={field}
          choices={readoutChoices}
          onChange={(chosen) => editDraft(field, chosen)}
        />
      );
    case 'scaling':
      return <ScalingSetting draft={props.draft} isReadOnly={props.isReadOnly} />;
    case 'thresholds':
    case 'percentile':
    case 'calibrationSamples':
    case 'calibrationSplit':
    case 'poissonRate':
    case 'burstCurrent':
    case 'phaseLevel':
    case 'seeds':
    case 'spikesToWin':
    case 'durations':
    case 'timeStep':
    case 'split':
    case 'samples':
    case 'offset':
      return <SettingField {...props} field={field} />;
  }
}
