import { describe, expect, test } from 'vitest';
import { parseAxis } from '../../../src/shared/sweep/axisText.ts';
import { encodingName } from '../../../src/shared/simulation/encodingName.ts';
import { encodingKinds, type SweepDraft, sweepDraftSchema } from '../../../src/shared/sweep/draft.ts';
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
      axes: {
        presets: ['calibrated'],
        changes: [{}],
        encodings: [{ kind: 'constantCurrent' }],
        thresholds: [1],
        durations: [100],
      },
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

  test('makes every combination of what is changed in the presets, in the words of the command line', () => {
    const draft = {
      ...defaultDraft,
      maxPooling: 'gated, any-spike',
      shiftSteps: 'none, 2 to 4 step 2',
      readoutDelay: 'automatic',
    };
    const [first, ...others] = changesOf(draft);
    expect(first).toEqual({ shiftSteps: null, maxPooling: 'gated', readoutDelay: 'automatic' });
    expect(others).toHaveLength(5);
    expect(changesOf({ ...draft, maxPooling: '', shiftSteps: '' })).toEqual([{ readoutDelay: 'automatic' }]);
  });

  test.each([
    ['maxPooling', 'gated, average'],
    ['delay', '0.5'],
    ['lowerBound', '1'],
    ['percentile', '99 to'],
    ['percentile', '99,'],
    ['refractoryPeriod', '0 to 5000 step 1'],
  ] as const)('names %s "%s" as wrong', (field, text) => {
    expect(resolveDraft({ ...defaultDraft, [field]: text })).toMatchObject({
      isValid: false,
      problems: [{ field, problem: { kind: 'wrongValue', value: text } }],
    });
  });

  test('a product beyond all bounds is refused before it is made', () => {
    const many = '1 to 1000 step 1';
    const draft = { ...defaultDraft, calibrationSteps: many, shiftSteps: many, readoutDelay: many };
    expect(resolveDraft(draft)).toMatchObject({ isValid: false, problems: [{ field: 'thresholds' }] });
  });

  test('gives every encoding its parameters as axes', () => {
    const draft = {
      ...defaultDraft,
      encodings: [...encodingKinds],
      poissonRate: '200',
      inputBurstLimit: '4, 8',
      spikeScale: 'linear, logarithmic',
      onOff: 'off, on',
    };
    const resolved = resolveDraft(draft);
    const names = resolved.isValid ? resolved.axes.encodings.map(encodingName) : [];
    expect(new Set(names).size).toBe(names.length);
    expect(names).toMatchInlineSnapshot(`
      [
        "constant-current",
        "poisson-200",
        "poisson-200-on-off",
        "intrinsically-bursting",
        "phase-shift-oscillation",
        "regular-200",
        "regular-200-on-off",
        "phase-8",
        "phase-8-on-off",
        "burst-4",
        "burst-8",
        "burst-4-on-off",
        "burst-8-on-off",
        "time-to-first-spike-linear-32",
        "time-to-first-spike-logarithmic-32",
        "time-to-first-spike-linear-32-on-off",
        "time-to-first-spike-logarithmic-32-on-off",
        "cpn-200",
      ]
    `);
    expect(resolveDraft({ ...draft, inputBurstLimit: '4, 6' })).toMatchObject({
      problems: [{ field: 'inputBurstLimit' }],
    });
  });
});

function changesOf(draft: SweepDraft): readonly unknown[] {
  const resolved = resolveDraft(draft);
  return resolved.isValid ? resolved.axes.changes : [];
}
