import type { DataView } from '../../../shared/api/dataViews.ts';
import type { Scaling } from '../../../shared/dataset/dataset.ts';
import type { SweepDraft } from '../../../shared/sweep/draft.ts';
import { resolveDraft } from '../../../shared/sweep/resolveDraft.ts';
import { numberWords, valueWords } from '../../frame/words.ts';

/** The images that the sweep classifies: "test, images 0 to 199 of 500". */
export function subsetWords(draft: SweepDraft, { split, splits, count }: DataView): string {
  const resolved = resolveDraft(draft);
  if (!resolved.isValid) return 'not told while the sweep has wrong settings';
  const { split: wanted, offset, limit } = resolved.data;
  const used = wanted ?? (splits.includes('test') ? 'test' : (splits[0] ?? split));
  if (used !== split) return limit === null ? `all of ${used}` : `${numberWords(limit)} of ${used}`;
  const last = Math.min(count, offset + (limit ?? count)) - 1;
  if (last < offset) return `none: ${split} has ${numberWords(count)}`;
  return offset === 0 && last === count - 1
    ? `all of ${split}`
    : `${split} ${numberWords(offset)} to ${numberWords(last)}`;
}

/** The range of inputs that the network receives: "0 to 1". */
export function inputRangeWords({ facts, scaling }: DataView, chosen: SweepDraft['scaling']): string {
  const used: Scaling = chosen === 'auto' ? scaling : chosen;
  const divisor = used === 'unit' ? 255 : 1;
  return `${valueWords(facts.lowest / divisor)} to ${valueWords(facts.highest / divisor)}`;
}
