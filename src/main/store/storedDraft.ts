import { z } from 'zod';
import { sweepDraftSchema } from '../../shared/sweep/draft.ts';

/** A draft as project.json keeps it, of this version or an older one. */
export const storedDraftSchema = z.preprocess(upgradeDraft, sweepDraftSchema);

/** Of the settings of a conversion, drafts once had the percentile only, and 99.9 in it meant that nothing was changed. */
function upgradeDraft(stored: unknown): unknown {
  const { data } = z.looseObject({ percentile: z.string(), normalisation: z.undefined().optional() }).safeParse(stored);
  return data?.percentile === '99.9' ? { ...data, percentile: '' } : stored;
}
