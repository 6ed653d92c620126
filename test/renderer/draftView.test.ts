import { expect, test } from 'vitest';
import {
  axesOf,
  axisValuesOf,
  changedFrom,
  fieldsOf,
  presetPlaceholder,
  problemsOf,
  toggledAxis,
} from '../../src/renderer/views/sweep/draftView.ts';
import type { PlanView } from '../../src/shared/api/runViews.ts';
import { defaultDraft } from '../../src/shared/sweep/draftFields.ts';
import { isUsed } from '../../src/shared/sweep/usedFields.ts';

const noPlan: PlanView = {
  problems: [],
  cells: 0,
  simulations: 0,
  groups: 0,
  samples: 0,
  steps: 0,
  seconds: null,
  run: null,
  settings: null,
  axes: [],
};

test('a field of several values is an axis', () => {
  expect(axisValuesOf('thresholds', { ...defaultDraft, thresholds: '0.6 to 1 step 0.2' })).toEqual(['0.6', '0.8', '1']);
  expect(axisValuesOf('thresholds', defaultDraft)).toEqual([]);
  expect(axisValuesOf('readouts', defaultDraft)).toEqual(['membranePotential', 'spikeCount']);
});

test('a key makes an axis of a value, and a value of an axis', () => {
  expect(toggledAxis('thresholds', defaultDraft)).toBe('0.8, 1, 1.2');
  expect(toggledAxis('thresholds', { ...defaultDraft, thresholds: '0.5, 2' })).toBe('0.5');
  expect(toggledAxis('seeds', defaultDraft)).toBe('1, 2, 3');
  expect(toggledAxis('thresholds', { ...defaultDraft, thresholds: 'many' })).toBe('1');
});

test('what is typed wrong is named at once, what the host finds afterwards', () => {
  const wrong = { ...defaultDraft, durations: 'long' };
  expect([...problemsOf(wrong, null).keys()]).toEqual(['durations']);
  const problem = { area: 'project', kind: 'notChosen', what: 'data' } as const;
  const plan: PlanView = { ...noPlan, problems: [{ field: 'data', problem, text: 'No data.' }] };
  expect([...problemsOf(defaultDraft, plan)]).toEqual([['data', 'No data.']]);
});

test('fields of what is not chosen are not used', () => {
  expect(isUsed('poissonRate', defaultDraft)).toBe(false);
  expect(isUsed('poissonRate', { ...defaultDraft, encodings: ['poisson'] })).toBe(true);
  expect(isUsed('percentile', defaultDraft)).toBe(true);
  expect(isUsed('percentile', { ...defaultDraft, normalisation: 'maximum' })).toBe(false);
  expect(isUsed('percentile', { ...defaultDraft, presets: ['rmp2020', 'annarchy'] })).toBe(false);
  expect(isUsed('reset', { ...defaultDraft, presets: ['few-spike', 'ttfs', 'annarchy'] })).toBe(false);
  expect(isUsed('burstLimit', { ...defaultDraft, spikes: 'binary, burst' })).toBe(true);
  expect(isUsed('seeds', { ...defaultDraft, initialPotential: 'uniform' })).toBe(true);
  expect(isUsed('calibrationSamples', { ...defaultDraft, presets: ['annarchy'] })).toBe(false);
});

test('an empty setting shows what the chosen preset has', () => {
  expect(presetPlaceholder('percentile', defaultDraft)).toBe('99.9 (preset)');
  expect(presetPlaceholder('readoutDelay', { ...defaultDraft, presets: ['ltb'] })).toBe('automatic (preset)');
  expect(presetPlaceholder('membraneTimeConstant', defaultDraft)).toBe('none (preset)');
  expect(presetPlaceholder('percentile', { ...defaultDraft, presets: ['signed', 'rueckauer'] })).toBe(
    'as each preset has it',
  );
});

test('settings of the conversion are axes as all others, by words and by numbers', () => {
  const draft = { ...defaultDraft, maxPooling: 'gated, telescoped', lowerBound: 'none, -1 to 0 step 0.5' };
  expect(axisValuesOf('lowerBound', draft)).toEqual(['none', '-1', '-0.5', '0']);
  expect(axesOf(draft)).toEqual([
    { field: 'maxPooling', count: 2 },
    { field: 'lowerBound', count: 4 },
    { field: 'readouts', count: 2 },
  ]);
  expect(toggledAxis('percentile', defaultDraft)).toBe('99, 99.9, 100');
  expect(toggledAxis('percentile', { ...defaultDraft, percentile: '99, 100' })).toBe('99');
});

test('rare settings are folded, and parameters of other encodings are not there', () => {
  expect(fieldsOf('Conversion', defaultDraft)).toEqual({
    shown: ['presets', 'thresholds', 'percentile', 'normalisation', 'granularity', 'correction'],
    folded: ['layerThresholds', 'calibrationSteps', 'calibrationSamples', 'calibrationSplit'],
  });
  expect(fieldsOf('Encoding', { ...defaultDraft, encodings: ['phase'] }).shown).toEqual([
    'encodings',
    'phasePeriod',
    'onOff',
    'seeds',
  ]);
});

test('a default is offered only where the field differs from it', () => {
  expect(changedFrom('durations', defaultDraft)).toBeNull();
  expect(changedFrom('durations', { ...defaultDraft, durations: '60' })).toBe('100');
});
