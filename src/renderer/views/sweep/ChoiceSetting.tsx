import { CircleAlert } from 'lucide-react';
import { CheckboxGroup, FieldError, Label } from 'react-aria-components';
import type { SweepDraft } from '../../../shared/sweep/draft.ts';
import { draftFields } from '../../../shared/sweep/draftFields.ts';
import { Checkbox } from '../../components/Checkbox.tsx';
import type { ChoiceWords } from './choiceWords.ts';
import { explain } from './sweepFocus.ts';

/** Fields that hold several of a closed list. */
export type ChoiceSettingName = 'presets' | 'encodings' | 'readouts';

interface ChoiceSettingProps<Field extends ChoiceSettingName> {
  readonly field: Field;
  readonly draft: SweepDraft;
  readonly choices: readonly ChoiceWords<SweepDraft[Field][number]>[];
  readonly problem: string | undefined;
  readonly isReadOnly: boolean;
  readonly onChange: (chosen: SweepDraft[Field][number][]) => void;
}

/** A setting of which several can be chosen: more than one is an axis. */
export function ChoiceSetting<Field extends ChoiceSettingName>({
  field,
  draft,
  choices,
  problem,
  isReadOnly,
  onChange,
}: ChoiceSettingProps<Field>) {
  const chosen: readonly string[] = draft[field];
  const { label, group } = draftFields[field];
  return (
    <CheckboxGroup
      className="choice-setting"
      data-setting={field}
      isInvalid={problem !== undefined}
      value={[...chosen]}
      onPointerEnter={() => explain(field)}
      onFocus={() => explain(field)}
    >
      {/* The heading of the group says it already. */}
      <Label className={label === group ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <div className="choice-setting-options">
        {choices.map(({ id, title, note }) => (
          <Checkbox
            key={id}
            value={id}
            isDisabled={isReadOnly}
            isSelected={chosen.includes(id)}
            onChange={(isOn) =>
              onChange(
                choices.map((choice) => choice.id).filter((other) => (other === id ? isOn : chosen.includes(other))),
              )
            }
          >
            <strong>{title}</strong>
            <span className="choice-note">{note}</span>
          </Checkbox>
        ))}
      </div>
      <FieldError className="field-problem">
        <CircleAlert aria-hidden />
        <span>{problem}</span>
      </FieldError>
    </CheckboxGroup>
  );
}
