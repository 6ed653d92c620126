import { describe, expect, test } from 'vitest';
import { parseAxis } from '../../../src/shared/sweep/axisText.ts';
import { sweepDraftSchema } from '../../../src/shared/sweep/draft.ts';
import { defaultDraft } from '../../../src/shared/sweep/draftFields.ts';
import { resolveDraft } from '../../../src/shared/sweep/resolveDraft.ts';

const factor = { least: 0, most: 100, isOpen: true, isWhole: false };

describe('parseAxis', () => {
  test.each([
    ['1', [1]],
    [' 0.8, 1 ,1.2', [0.8, 1, 1.2]],
    ['0.6 to 1.4 step 0.2', [0.6, 0.8, 1, 1.2, 1.4]],
    ['0.1 to 0.7 step 0.2, 5', [0.1, 0.3, 0.5, 0.7, 5]],
    ['1 to 100 log 3', [1, 10, 100]],
    ['2, 2, 1', [2, 1]],
  ])('reads %s', (text, values) => {
    expect(parseAxis(text, factor)).toEqual({ values });
  });

  test.each(['', 'one', '1,', '0', '1 to 0 step 1', '1 to 2 step 0', '0.001 to 100 step 0.001', '101', '1 to 2'])(
    'says what is wanted instead of "%s"',
    (text) => {
      expect(parseAxis(text, factor)).toEqual({
        wanted: 'a number above 0 and up to 100, or several as "0.8, 1" or "0.6 to 1.4 step 0.2"',
      });
    },
  );
});

describe('resolveDraft', () => {
  test('gives the axes of the default draft', () => {
    expect(sweepDraftSchema.parse(defaultDraft)).toEqual(defaultDraft);
    expect(resolveDraft(defaultDraft)).toMatchObject({
      isValid: true,
      axes: { presets: ['rueckauer'], encodings: [{ kind: 'constantCurrent' }], thresholds: [1], durations: [100] },
      data: { split: null, offset: 0, limit: 200, scaling: null },
    });
  });

  test('names every wrong field, and leaves out those of encodings that are not chosen', () => {
    const draft = { ...defaultDraft, thresholds: 'big', readouts: [], poissonRate: 'wrong', samples: '-1' };
    const resolved = resolveDraft(draft);
    expect(resolved.isValid ? [] : resolved.problems.map(({ field }) => field)).toEqual([
      'readouts',
      'thresholds',
      'samples',
    ]);
  });
});
