import { ListPlus, Minus, RotateCcw } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { DraftField, SweepDraft } from '../../../shared/sweep/draft.ts';
import { draftFields } from '../../../shared/sweep/draftFields.ts';
import { isMethodField } from '../../../shared/sweep/fieldAxis.ts';
import { isUsed } from '../../../shared/sweep/usedFields.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { editDraft, endDraftStep } from '../../state/draftStore.ts';
import { axisValuesOf, changedFrom, defaultWords, presetPlaceholder, toggledAxis } from './draftView.ts';
import { explain } from './sweepFocus.ts';

/** Fields that hold typed text. */
export type TextSetting = { [F in DraftField]: SweepDraft[F] extends string ? F : never }[DraftField];
export type TypedSetting = Exclude<TextSetting, 'scaling'>;

interface SettingFieldProps {
  readonly field: TypedSetting;
  readonly draft: SweepDraft;
  readonly problem: string | undefined;
  readonly isReadOnly: boolean;
}

/** A setting that is typed: one value, or an axis of several. Alt A switches between the two. */
export function SettingField({ field, draft, problem, isReadOnly }: SettingFieldProps) {
  const { label, unit, kind, help } = draftFields[field];
  const values = axisValuesOf(field, draft);
  const standard = changedFrom(field, draft);
  const canVary = kind === 'axis' && !isReadOnly;
  const toggle = (): void => editDraft(field, toggledAxis(field, draft));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || event.code !== 'KeyA' || !canVary) return;
    event.preventDefault();
    toggle();
  };
  return (
    <div
      className={`setting${isUsed(field, draft) ? '' : ' unused'}`}
      data-setting={field}
      onPointerEnter={() => explain(field)}
      onFocus={() => explain(field)}
      onBlur={endDraftStep}
      onKeyDown={onKeyDown}
    >
      <Field
        label={label}
        value={draft[field]}
        unit={unit}
        onChange={(value) => editDraft(field, value)}
        problem={problem}
        placeholder={isMethodField(field) ? presetPlaceholder(field, draft) : (placeholders[field] ?? '')}
        isReadOnly={isReadOnly}
        help={
          <>
            <span className="visually-hidden">{help} </span>
            {values.length > 0 ? <AxisValues values={values} /> : null}
          </>
        }
      />
      <div className="setting-actions">
        {standard === null || isReadOnly ? null : (
          <Button
            kind="quiet"
            icon={<RotateCcw />}
            hint={`Back to the default of ${label}: ${defaultWords(field)}`}
            onPress={() => editDraft(field, standard)}
          />
        )}
        {canVary ? (
          <Button
            kind="quiet"
            icon={values.length > 0 ? <Minus /> : <ListPlus />}
            hint={`${values.length > 0 ? 'One value only' : 'Vary'}: ${label} (Alt+A in the field)`}
            onPress={toggle}
          />
        ) : null}
      </div>
    </div>
  );
}

/** What stands in an empty field. */
const placeholders: Partial<Record<TypedSetting, string>> = {
  split: 'test, where there is one',
  calibrationSplit: 'train, where there is one',
  samples: 'all',
};

const mostShown = 12;

function AxisValues({ values }: { readonly values: readonly string[] }) {
  return (
    <span className="axis-values">
      <strong>{values.length} values</strong>
      {values.slice(0, mostShown).map((value) => (
        <span key={value} className="axis-value">
          {value}
        </span>
      ))}
      {values.length > mostShown ? <span>…</span> : null}
    </span>
  );
}
