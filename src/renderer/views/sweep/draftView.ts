import type { PlanView } from '../../../shared/api/runViews.ts';
import { describeProblem } from '../../../shared/problems/problems.ts';
import { describeRange, parseAxis } from '../../../shared/sweep/axisText.ts';
import { type DraftField, sweepDraftSchema, type SweepDraft } from '../../../shared/sweep/draft.ts';
import { defaultDraft, draftFields } from '../../../shared/sweep/draftFields.ts';
import { resolveDraft } from '../../../shared/sweep/resolveDraft.ts';

/** Every field, in the order of the schema. */
export const allFields: readonly DraftField[] = sweepDraftSchema.keyof().options;

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

/** Whether a field means anything with the encodings and readouts that are chosen. */
export function isUsed(field: DraftField, draft: SweepDraft): boolean {
  switch (field) {
    case 'poissonRate':
    case 'seeds':
      return draft.encodings.includes('poisson');
    case 'burstCurrent':
      return draft.encodings.includes('intrinsicallyBursting');
    case 'phaseLevel':
      return draft.encodings.includes('phaseShiftOscillation');
    case 'spikesToWin':
      return draft.readouts.includes('timeToKSpikes');
    case 'percentile':
    case 'calibrationSamples':
    case 'calibrationSplit':
      return draft.presets.includes('rueckauer');
    case 'presets':
    case 'encodings':
    case 'readouts':
    case 'thresholds':
    case 'durations':
    case 'timeStep':
    case 'split':
    case 'offset':
    case 'samples':
    case 'scaling':
      return true;
  }
}

/** Values that a field of numbers stands for, where they are several: it is an axis. */
export function axisValuesOf(field: DraftField, draft: SweepDraft): readonly string[] {
  const text = draft[field];
  const { range, kind } = draftFields[field];
  if (Array.isArray(text)) return text.length > 1 ? text : [];
  if (kind !== 'axis' || range === null || typeof text !== 'string') return [];
  const parsed = parseAxis(text, range);
  return 'values' in parsed && parsed.values.length > 1 ? parsed.values.map(String) : [];
}

/** The default where the field differs from it, to be gone back to; null where it does not. */
export function changedFrom<Field extends DraftField>(field: Field, draft: SweepDraft): SweepDraft[Field] | null {
  const wanted = defaultDraft[field];
  return JSON.stringify(wanted) === JSON.stringify(draft[field]) ? null : wanted;
}

/** One value becomes the example of an axis around it; an axis becomes its first value. */
export function toggledAxis(field: DraftField, draft: SweepDraft): string {
  const text = draft[field];
  const { range } = draftFields[field];
  if (typeof text !== 'string' || range === null) return '';
  const parsed = parseAxis(text, range);
  if (!('values' in parsed)) return String(defaultDraft[field]);
  const [first = 1, second] = parsed.values;
  if (second !== undefined) return String(first);
  const around = range.isWhole
    ? [first, first + 1, first + 2]
    : [0.8, 1, 1.2].map((factor) => Number((first * factor).toPrecision(4)));
  return around.filter((value) => value <= range.most).join(', ');
}

/** What a field takes, how it is varied, and its default where it differs: label and text. */
export function explanationFacts(field: DraftField, draft: SweepDraft): readonly (readonly [string, string])[] {
  const { range, kind } = draftFields[field];
  const standard = changedFrom(field, draft);
  return [
    ...(range === null ? [] : ([['Takes', describeRange(range)]] as const)),
    ...(kind === 'axis' ? axisExamples(range?.isWhole ?? false) : []),
    ...(typeof standard === 'string' ? ([['Default', standard === '' ? 'empty' : standard]] as const) : []),
  ];
}

function axisExamples(isWhole: boolean): readonly (readonly [string, string])[] {
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
