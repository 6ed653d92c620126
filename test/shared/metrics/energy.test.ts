import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  analogEnergy,
  breakEvenTime,
  defaultEnergy,
  energyModelOf,
  spikingEnergy,
} from '../../../src/shared/metrics/energy.ts';
import { energyTables } from '../../../src/shared/metrics/energyTables.ts';

const named = (name: string) => energyModelOf(energyTables.find((table) => table.name === name)!);

test('the constants are those of SpikingJelly (Horowitz, 45 nm) and keras-spiking (six devices), in picojoules', () => {
  const rows = energyTables.map(({ name, mac, accumulate, neuronUpdate, isEventDriven }) => [
    name,
    mac,
    accumulate,
    neuronUpdate,
    isEventDriven,
  ]);
  expect(rows).toEqual([
    ['horowitz45-fp32', 4.6, 0.9, 0.9, true],
    ['horowitz45-fp16', 1.5, 0.4, 0.4, true],
    ['horowitz45-int8', 0.23, 0.03, 0.03, true],
    ['loihi', 27.1, 27.1, 81, true],
    ['spinnaker', 13_300, 13_300, 26_000, true],
    ['spinnaker2', 450, 450, 2190, true],
    ['cpu', 8600, 8600, 8600, false],
    ['gpu', 300, 300, 300, false],
    ['arm', 900, 900, 900, false],
  ]);
});

test('4.83 million multiplications cost 22.2 µJ in 45 nm CMOS', () => {
  expect(analogEnergy({ macs: 4.83e6, additions: 0 }, defaultEnergy).toFixed(1)).toBe('22.2');
});

test('a dense layer of 784 times 128 costs 864 µJ on the CPU of keras-spiking, whose example says 8.64e-04 J', () => {
  const work = { analog: { macs: 784 * 128, additions: 0 }, network: { neurons: 128, currentMacs: 0 } };
  const [first] = spikingEnergy({ synapticOperations: [0], count: 1 }, work, named('cpu'));
  expect(first!.toPrecision(3)).toBe('864');
});

const work = { analog: { macs: 1000, additions: 100 }, network: { neurons: 10, currentMacs: 200 } };
const tally = { synapticOperations: [100, 300, 600], count: 2 };

test('spikes cost additions, neurons an update in every step, a constant input its multiplications once or again', () => {
  const inPicojoules = (values: readonly number[]): number[] => values.map((value) => Number((1e6 * value).toFixed(6)));
  const fixed = 920; // 200 × 4.6
  expect(inPicojoules(spikingEnergy(tally, work, defaultEnergy))).toEqual([
    45 + 9 + 920,
    150 * 0.9 + 18 + fixed,
    300 * 0.9 + 27 + fixed,
  ]);
  expect(inPicojoules(spikingEnergy(tally, work, { ...defaultEnergy, currents: 'everyStep' }))).toEqual([
    45 + 9 + 920,
    150 * 0.9 + 18 + 2 * fixed,
    300 * 0.9 + 27 + 3 * fixed,
  ]);
});

test('a processor computes every connection in every step, whatever spikes', () => {
  const one = (1100 + 10) * 300e-6;
  expect(spikingEnergy(tally, work, named('gpu')).map((value) => value.toFixed(9))).toEqual(
    [one, 2 * one, 3 * one].map((value) => value.toFixed(9)),
  );
});

test('chips that run spikes only are compared with the analog network on a GPU', () => {
  expect(named('loihi').analog.name).toBe('gpu');
  expect(named('arm').analog.name).toBe('arm');
});

test('both networks cost the same where the lines cross, at 0 if never, at no time if always', () => {
  const pure = { analog: { macs: 0, additions: 0 }, network: { neurons: 0, currentMacs: 0 } };
  const additions = (count: number) => ({ ...pure, analog: { macs: 0, additions: count } });
  const counts = { synapticOperations: [1, 2, 4], count: 1 };
  expect(breakEvenTime(counts, additions(3), defaultEnergy, 0.5)).toBe(1.25);
  expect(breakEvenTime(counts, additions(0), defaultEnergy, 1)).toBe(0);
  expect(breakEvenTime(counts, additions(4), defaultEnergy, 1)).toBeNull();
});

test('energy never falls with time, and the break-even lies where the analog energy does', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 }), fc.nat(20_000), (added, additions) => {
      let sum = 0;
      const counts = { synapticOperations: added.map((value) => (sum += value)), count: 1 };
      const both = { ...work, analog: { macs: 0, additions } };
      const energy = spikingEnergy(counts, both, defaultEnergy);
      const analog = analogEnergy(both.analog, defaultEnergy);
      energy.forEach((value, step) => expect(value).toBeGreaterThan(energy[step - 1] ?? 0));
      const time = breakEvenTime(counts, both, defaultEnergy, 1);
      const dearer = energy.findIndex((value) => value > analog);
      if (dearer === -1) expect(time).toBeNull();
      else {
        expect(time).toBeGreaterThanOrEqual(dearer);
        expect(time).toBeLessThanOrEqual(dearer === 0 ? 0 : dearer + 1);
      }
    }),
  );
});
