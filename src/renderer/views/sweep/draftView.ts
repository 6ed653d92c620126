import type { PlanView } from '../../../shared/api/runViews.ts';
import { methodValueText } from '../../../shared/conversion/methodFields.ts';
import { describeProblem } from '../../../shared/problems/problems.ts';
import type { DraftField, SweepDraft } from '../../../shared/sweep/draft.ts';
import { defaultDraft, draftFieldKeys, draftFields, type FieldGroup } from '../../../shared/sweep/draftFields.ts';
import { describeField, isMethodField, parseField } from '../../../shared/sweep/fieldAxis.ts';
import { resolveDraft } from '../../../shared/sweep/resolveDraft.ts';
import { isUsed, presetValues } from '../../../shared/sweep/usedFields.ts';

/** Problems in words by field: those that the text shows at once, and those that only the host can find. */
export function problemsOf(
  draft: SweepDraft,
  plan: PlanView | null,
): ReadonlyMap<DraftField | 'model' | 'data', string> {
  const resolved = resolveDraft(draft);
  const own = resolved.isValid
    ? []
    : resolved.problems.map(({ field, problem }) => [field, describeProblem(problem)] as const);
  const ofHost = resolved.isValid ? (plan?.problems ?? []).map(({ field, text }) => [field, text] as const) : [];
  return new Map([...ofHost, ...own]);
}

/**
 * The fields of a group: those that are always there, and those that are folded away. Parameters of encodings that are not chosen are
 * not there at all.
 */
export function fieldsOf(
  group: FieldGroup,
  draft: SweepDraft,
): { readonly shown: readonly DraftField[]; readonly folded: readonly DraftField[] } {
  const fields = draftFieldKeys.filter(
    (field) =>
      draftFields[field].group === group && (group !== 'Encoding' || field === 'seeds' || isUsed(field, draft)),
  );
  return {
    shown: fields.filter((field) => !draftFields[field].isRare),
    folded: fields.filter((field) => draftFields[field].isRare),
  };
}

/** Axes of the sweep: fields of several values that mean something. */
export function axesOf(draft: SweepDraft): readonly { readonly field: DraftField; readonly count: number }[] {
  return draftFieldKeys
    .filter((field) => isUsed(field, draft))
    .map((field) => ({ field, count: axisValuesOf(field, draft).length }))
    .filter(({ count }) => count > 1);
}

/** Values that a field stands for, where they are several: it is an axis. */
export function axisValuesOf(field: DraftField, draft: SweepDraft): readonly string[] {
  const text = draft[field];
  const { kind } = draftFields[field];
  if (Array.isArray(text)) return text.length > 1 ? text : [];
  if ((kind !== 'axis' && kind !== 'words') || typeof text !== 'string') return [];
  const parsed = parseField(field, text);
  return 'values' in parsed && parsed.values.length > 1 ? parsed.values : [];
}

/** The words that are chosen in a field of words; none where the text is wrong. */
export function chosenWords(field: DraftField, draft: SweepDraft): readonly string[] {
  const parsed = parseField(field, String(draft[field]));
  return 'values' in parsed ? parsed.values : [];
}

/** What the chosen presets have for a setting that can be changed in them, as it is typed; none for other fields. */
export function presetTexts(field: DraftField, draft: SweepDraft): readonly string[] {
  return isMethodField(field) ? presetValues(field, draft).map((value) => methodValueText(field, value)) : [];
}

/** What an empty field of a setting stands for: the value of the preset, or of each. */
export function presetPlaceholder(field: DraftField, draft: SweepDraft): string {
  const texts = presetTexts(field, draft);
  return texts.length === 1 ? `${texts[0]} (preset)` : 'as each preset has it';
}

/** The default where the field differs from it, to be gone back to; null where it does not. */
export function changedFrom<Field extends DraftField>(field: Field, draft: SweepDraft): SweepDraft[Field] | null {
  const wanted = defaultDraft[field];
  return JSON.stringify(wanted) === JSON.stringify(draft[field]) ? null : wanted;
}

/** A default in words. */
export function defaultWords(field: DraftField): string {
  const text = String(defaultDraft[field]);
  if (text !== '') return text;
  return isMethodField(field) ? 'as the preset has it' : 'empty';
}

/** One value becomes the example of an axis around it; an axis becomes its first value. */
export function toggledAxis(field: DraftField, draft: SweepDraft): string {
  const text = draft[field];
  const { range, example } = draftFields[field];
  if (typeof text !== 'string' || range === null) return '';
  const parsed = parseField(field, text);
  if (!('values' in parsed)) return String(defaultDraft[field]);
  const [first = '', second] = parsed.values;
  if (second !== undefined) return first;
  if (example !== undefined) return example;
  const value = Number(first);
  const around = range.isWhole
    ? [value, value + 1, value + 2]
    : [0.8, 1, 1.2].map((factor) => Number((value * factor).toPrecision(4)));
  return around.filter((item) => item <= range.most).join(', ');
}

/** What a field takes, how it is varied, and its default where it differs: label and text. */
export function explanationFacts(field: DraftField, draft: SweepDraft): readonly (readonly [string, string])[] {
  const { range, kind, example } = draftFields[field];
  const takes = describeField(field);
  const standard = changedFrom(field, draft);
  return [
    ...(takes === '' ? [] : ([['Takes', takes]] as const)),
    ...(kind === 'axis' ? axisExamples(range?.isWhole ?? false, example) : []),
    ...(isMethodField(field) ? ([['Preset', presetTexts(field, draft).join(', ') || 'none chosen']] as const) : []),
    ...(typeof standard === 'string' ? ([['Default', defaultWords(field)]] as const) : []),
  ];
}

function axisExamples(isWhole: boolean, example: string | undefined): readonly (readonly [string, string])[] {
  if (example !== undefined) return [['List', example]];
  return isWhole
    ? [
        ['List', '1, 2, 5'],
        ['Range', '10 to 50 step 10'],
      ]
    : [
        ['List', '0.8, 1, 1.2'],
        ['Range', '0.6 to 1.4 step 0.2'],
        ['By ratio', '1 to 1000 log 4'],
      ];
}
