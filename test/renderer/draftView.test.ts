import { expect, test } from 'vitest';
import {
  axisValuesOf,
  changedFrom,
  isUsed,
  problemsOf,
  toggledAxis,
} from '../../src/renderer/views/sweep/draftView.ts';
import type { PlanView } from '../../src/shared/api/runViews.ts';
import { defaultDraft } from '../../src/shared/sweep/draftFields.ts';

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
});

test('a default is offered only where the field differs from it', () => {
  expect(changedFrom('durations', defaultDraft)).toBeNull();
  expect(changedFrom('durations', { ...defaultDraft, durations: '60' })).toBe('100');
});
