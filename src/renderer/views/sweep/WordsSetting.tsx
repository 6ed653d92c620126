import { CircleAlert, RotateCcw } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { SweepDraft } from '../../../shared/sweep/draft.ts';
import { draftFields } from '../../../shared/sweep/draftFields.ts';
import { isUsed } from '../../../shared/sweep/usedFields.ts';
import { Button } from '../../components/Button.tsx';
import { editDraft } from '../../state/draftStore.ts';
import { changedFrom, chosenWords, defaultWords, presetTexts } from './draftView.ts';
import type { TypedSetting } from './SettingField.tsx';
import { explain } from './sweepFocus.ts';

interface WordsSettingProps {
  readonly field: TypedSetting;
  readonly draft: SweepDraft;
  readonly problem: string | undefined;
  readonly isReadOnly: boolean;
}

/** More words than this take the whole line. */
const mostInColumn = 3;

/** A setting of a few words: none is as the preset has it, several are an axis. */
export function WordsSetting({ field, draft, problem, isReadOnly }: WordsSettingProps) {
  const { label, words = [] } = draftFields[field];
  const chosen = chosenWords(field, draft);
  const own = chosen.length === 0 ? presetTexts(field, draft) : [];
  const standard = changedFrom(field, draft);
  return (
    <div
      className={`setting words-setting${isUsed(field, draft) ? '' : ' unused'}${words.length > mostInColumn ? ' wide' : ''}`}
      data-setting={field}
      onPointerEnter={() => explain(field)}
      onFocus={() => explain(field)}
    >
      <div className="words-head">
        <span className="field-label" aria-hidden>
          {label}
        </span>
        {chosen.length > 1 ? <span className="words-count">{chosen.length} values</span> : null}
        {standard === null || isReadOnly ? null : (
          <Button
            kind="quiet"
            icon={<RotateCcw />}
            hint={`Back to the default of ${label}: ${defaultWords(field)}`}
            onPress={() => editDraft(field, standard)}
          />
        )}
      </div>
      <ToggleButtonGroup
        className="words"
        aria-label={label}
        selectionMode="multiple"
        selectedKeys={chosen}
        isDisabled={isReadOnly}
        onSelectionChange={(keys) => editDraft(field, words.filter((word) => keys.has(word)).join(', '))}
      >
        {words.map((word) => (
          <ToggleButton key={word} id={word} className={`word${own.includes(word) ? ' own' : ''}`}>
            {word.replaceAll('-', ' ')}
            {own.includes(word) ? <span className="visually-hidden"> (as the preset has it)</span> : null}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {problem === undefined ? null : (
        <p className="field-problem" role="alert">
          <CircleAlert aria-hidden />
          <span>{problem}</span>
        </p>
      )}
    </div>
  );
}
