import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RawSettings, SettingKey } from '../../../src/main/cli/flags.ts';
import { flagName } from '../../../src/main/cli/flags.ts';
import { parseEncoding, parsePreset, parseReadout } from '../../../src/main/cli/names.ts';
import { parseAxes, parseDataRequest } from '../../../src/main/cli/settings.ts';
import type { Encoding } from '../../../src/shared/simulation/encoding.ts';
import { encodingName } from '../../../src/shared/simulation/encodingName.ts';
import { type Readout, readoutName } from '../../../src/shared/simulation/readout.ts';

const flags = (values: Partial<Record<SettingKey, string>>): RawSettings =>
  Object.fromEntries(Object.entries(values).map(([key, text]) => [key, { text, label: flagName(key as SettingKey) }]));

test.each([
  ['IB', 'intrinsicallyBursting'],
  ['ib', 'intrinsicallyBursting'],
  ['intrinsically-bursting', 'intrinsicallyBursting'],
  ['Intrinsically Bursting', 'intrinsicallyBursting'],
  ['CPN', 'annarchyPoisson'],
  ['phase-6', 'phase'],
  ['latency', 'timeToFirstSpike'],
  ['time-to-first-spike-logarithmic-16', 'timeToFirstSpike'],
  ['poisson', 'poisson'],
  ['PSO', 'phaseShiftOscillation'],
  ['phase_shift_oscillation', 'phaseShiftOscillation'],
  ['constant', 'constantCurrent'],
  ['constantCurrent', 'constantCurrent'],
])('the encoding %s is %s', (text, kind) => {
  expect(parseEncoding('--encoding', text).kind).toBe(kind);
});

test.each([
  ['spike-count', { kind: 'spikeCount' }],
  ['spike_count', { kind: 'spikeCount' }],
  ['spikeCount', { kind: 'spikeCount' }],
  ['membrane_potential', { kind: 'membranePotential' }],
  ['time_to_first_spike', { kind: 'timeToFirstSpike' }],
  ['time-to-k-spikes', { kind: 'timeToKSpikes', k: null }],
  ['time-to-3-spikes', { kind: 'timeToKSpikes', k: 3 }],
])('the readout %s is understood', (text, readout) => {
  expect(parseReadout('--readout', text)).toEqual(readout);
});

test('what tables call an encoding or a readout is understood on the command line', () => {
  const strength = fc.integer({ min: 1, max: 2000 });
  const encodings: fc.Arbitrary<Encoding> = fc.oneof(
    fc.constant({ kind: 'constantCurrent' } as const),
    strength.map((maxRate) => ({ kind: 'poisson', maxRate }) as const),
    strength.map((maxCurrent) => ({ kind: 'intrinsicallyBursting', maxCurrent }) as const),
    strength.map((maxLevel) => ({ kind: 'phaseShiftOscillation', maxLevel }) as const),
    strength.map((maxRate) => ({ kind: 'regular', maxRate, onOff: true }) as const),
    fc
      .integer({ min: 2, max: 2000 })
      .map((window) => ({ kind: 'timeToFirstSpike', window, scale: 'logarithmic', onOff: true }) as const),
  );
  fc.assert(
    fc.property(encodings, (encoding) => {
      expect(parseAxes(flags({ encoding: encodingName(encoding), preset: 'annarchy' }), 'run').encodings).toEqual([
        encoding,
      ]);
    }),
  );
  const readouts: readonly Readout[] = [{ kind: 'spikeCount' }, { kind: 'timeToKSpikes', k: 7 }];
  for (const readout of readouts) expect(parseReadout('--readout', readoutName(readout))).toEqual(readout);
});

test('an encoding without signs refuses ON/OFF channels', () => {
  expect(() => parseEncoding('--encoding', 'cpn-200-on-off')).toThrow(
    '--encoding "cpn-200-on-off" is not possible: it wants cpn without -on-off, which it cannot have.',
  );
});

test('presets are understood in any spelling', () => {
  expect(parsePreset('--preset', 'ANNarchy_documented')).toBe('annarchy-documented');
});

test('the presets bring their defaults', () => {
  expect(parseAxes({}, 'run')).toMatchObject({
    presets: ['calibrated'],
    changes: [{}],
    encodings: [{ kind: 'constantCurrent' }],
    readouts: [{ kind: 'membranePotential' }],
    thresholds: [1],
    durations: [200],
    seeds: [1],
  });
  expect(parseAxes(flags({ preset: 'annarchy' }), 'run')).toMatchObject({
    encodings: [{ kind: 'intrinsicallyBursting', maxCurrent: 100 }],
    readouts: [{ kind: 'spikeCount' }],
  });
  const rate = (preset: string) => parseAxes(flags({ preset, encoding: 'poisson' }), 'run').encodings[0];
  expect([rate('annarchy'), rate('rueckauer')]).toMatchObject([{ maxRate: 100 }, { maxRate: 1000 }]);
});

test('numbers are typed as lists and ranges, without repeats', () => {
  expect(parseAxes(flags({ threshold: '0.8 to 1.2 step 0.2, 1' }), 'sweep').thresholds).toEqual([0.8, 1, 1.2]);
});

test.each<[Partial<Record<SettingKey, string>>, string]>([
  [{ threshold: '0' }, '--threshold "0" is not possible: it wants a number above 0 and up to 1000000.'],
  [{ threshold: 'abc' }, '--threshold "abc" is not possible: it wants a number above 0 and up to 1000000.'],
  [{ threshold: '1,2' }, '--threshold "1,2" is not possible: it wants a number above 0 and up to 1000000.'],
  [
    { encoding: 'ib,pso' },
    '--encoding "ib,pso" is not possible: it wants one value; several are for the command sweep.',
  ],
  [
    { encoding: 'morse' },
    '--encoding "morse" is not possible: it wants one of constant-current (constant), poisson, cpn, regular, phase, burst, intrinsically-bursting (IB), phase-shift-oscillation (PSO), time-to-first-spike (latency).',
  ],
  [{ readout: 'time-to-k-spikes' }, '--k is missing: the readout time-to-k-spikes needs a number of spikes.'],
  [{ seed: '-1' }, '--seed "-1" is not possible: it wants a whole number from 0 to 4294967295.'],
  [{ seed: '1.5' }, '--seed "1.5" is not possible: it wants a whole number from 0 to 4294967295.'],
  [{ duration: '1e9' }, '--duration "1e9" is not possible: it wants a number above 0 and up to 100000.'],
])('%j is refused in one line', (values, line) => {
  expect(() => parseAxes(flags(values), 'run')).toThrow(line);
});

test('presets with different defaults make one choose', () => {
  expect(() => parseAxes(flags({ preset: 'annarchy,rueckauer' }), 'sweep')).toThrow(
    '--encoding is missing: the presets annarchy and rueckauer have different defaults.',
  );
});

test('data are asked for with their defaults', () => {
  expect(parseDataRequest(flags({ data: 'x.npz', limit: '5' }))).toEqual({
    path: 'x.npz',
    split: null,
    offset: 0,
    limit: 5,
    scaling: null,
  });
  expect(() => parseDataRequest({})).toThrow('--data is missing: name the data set.');
  expect(() => parseDataRequest(flags({ data: 'x', scale: 'half' }))).toThrow('--scale "half" is not possible');
});

test('--set changes settings of the presets: every combination of the values, checked', () => {
  const changes = (set: string, use: 'run' | 'sweep' = 'sweep') => parseAxes(flags({ set }), use).changes;
  expect(changes('max-pooling=gated,telescoped; readout-delay=automatic')).toEqual([
    { maxPooling: 'gated', readoutDelay: 'automatic' },
    { maxPooling: 'telescoped', readoutDelay: 'automatic' },
  ]);
  expect(changes('refractory-period=0 to 2 step 1').map(({ refractoryPeriod }) => refractoryPeriod)).toEqual([0, 1, 2]);
  expect(changes('membrane-time-constant=none', 'run')).toEqual([{ membraneTimeConstant: null }]);
  expect(parseAxes(flags({ percentile: '99,99.9' }), 'sweep').changes).toEqual([
    { percentile: 99 },
    { percentile: 99.9 },
  ]);
  expect(() => changes('max-pooling=average')).toThrow(
    '--set max-pooling "average" is not possible: it wants one of gated, any-spike, telescoped.',
  );
  expect(() => changes('reset=zero,subtraction', 'run')).toThrow('one value; several are for the command sweep');
  expect(() => changes('colour=red')).toThrow(
    '--set "colour=red" is not possible: it wants one of the settings normalisation,',
  );
});

test.each([
  ['burst-6', 'a power of two: 1, 2, 4, 8, 16, 32 or 64'],
  ['phase-40', 'a whole number from 1 to 24'],
  ['latency-1', 'a whole number from 2 to 100000'],
  ['poisson-0', 'a number above 0 and up to 1000000'],
])('the encoding %s is refused with what it wants', (text, wanted) => {
  expect(() => parseEncoding('--encoding', text)).toThrow(`followed by ${wanted}.`);
});

test('parameters of encodings and the time step are settings of a sweep', () => {
  const { encodings, timeStep } = parseAxes(
    flags({ encoding: 'phase-4,phase-8,latency-logarithmic-9', timeStep: '0.5' }),
    'sweep',
  );
  expect(timeStep).toBe(0.5);
  expect(encodings).toEqual([
    { kind: 'phase', period: 4 },
    { kind: 'phase', period: 8 },
    { kind: 'timeToFirstSpike', window: 9, scale: 'logarithmic' },
  ]);
});
