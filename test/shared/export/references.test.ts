import { expect, test } from 'vitest';
import { presetNames } from '../../../src/shared/conversion/settings.ts';
import { bibliography } from '../../../src/shared/export/bibliography.ts';
import { bibtex, referencesOf } from '../../../src/shared/export/references.ts';
import type { SweepSettings } from '../../../src/shared/sweep/plan.ts';

const settings: SweepSettings = {
  model: { path: 'm.keras', sha256: '' },
  data: { path: 'd.npz', sha256: '', split: 'test', offset: 0, count: 1, scaling: 'unit' },
  presets: ['rueckauer'],
  changes: [{}],
  encodings: [{ kind: 'constantCurrent' }],
  thresholds: [1],
  readouts: [{ kind: 'spikeCount' }],
  durations: [10],
  seeds: [1],
  timeStep: 1,
  calibration: { split: 'train', samples: 10 },
};

test('every preset has its publication', () => {
  for (const preset of presetNames)
    expect(referencesOf({ settings: { ...settings, presets: [preset] } })).not.toEqual([]);
});

test('settings that are changed bring their publications, each once', () => {
  const changes = [{ correction: 'bias', shiftSteps: 8 }, { normalisation: 'spikeBased' }] as const;
  const encodings = [{ kind: 'phase', period: 8 }] as const;
  expect(referencesOf({ settings: { ...settings, changes, encodings } })).toEqual([
    'rueckauer2017',
    'li2021',
    'deng2021',
    'sengupta2019',
    'kim2018',
  ]);
});

test('the BibTeX file has balanced braces and names authors, title and year of each', () => {
  const text = bibtex(Object.keys(bibliography) as (keyof typeof bibliography)[]);
  const entries = text.split(/^(?=@)/m);
  expect(entries.length).toBe(Object.keys(bibliography).length);
  for (const entry of entries) {
    expect(entry.split('{').length).toBe(entry.split('}').length);
    expect(entry).toMatch(/^@(article|inproceedings|misc)\{\w+,\n {2}author = \{.+\},\n {2}title = \{\{.+\}\},\n/);
    expect(entry).toMatch(/ year = \{(19|20)\d\d\}/);
  }
});
