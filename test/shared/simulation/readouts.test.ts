import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Readout } from '../../../src/shared/simulation/readout.ts';
import { classifySteps, winnersAt } from '../../../src/shared/simulation/readouts.ts';
import type { Recording } from '../../../src/shared/simulation/recording.ts';

/** A recording of the output layer alone; both arguments are [step][class]. */
function record(
  spikes: readonly (readonly number[])[],
  potentials: readonly (readonly number[])[] = spikes,
): Recording {
  return {
    steps: spikes.length,
    spikeCounts: [],
    synapticOperations: new Float64Array(spikes.length),
    outputSpikes: Int8Array.from(spikes.flat()),
    outputPotentials: Float32Array.from(potentials.flat()),
    trains: null,
  };
}

function classify(recording: Recording, classes: number, readout: Readout): { classes: number[]; tied: number[] } {
  const found = classifySteps(recording, classes, readout);
  return { classes: [...found.classes], tied: [...found.tied] };
}

const trains = record([
  [0, 0, 0],
  [0, 1, 1],
  [0, 0, 1],
  [1, 1, 0],
  [1, 1, 0],
]);

test('spike count compares the spikes so far, and a tie goes to the lowest class', () => {
  expect(classify(trains, 3, { kind: 'spikeCount' })).toEqual({ classes: [0, 1, 2, 1, 1], tied: [1, 1, 0, 1, 0] });
});

test('time to first spike is decided by the first step with a spike; before it every class ties', () => {
  expect(classify(trains, 3, { kind: 'timeToFirstSpike' })).toEqual({
    classes: [0, 1, 1, 1, 1],
    tied: [1, 1, 1, 1, 1],
  });
  expect([0, 1, 4].map((step) => winnersAt(trains, 3, { kind: 'timeToFirstSpike' }, step))).toEqual([
    [0, 1, 2],
    [1, 2],
    [1, 2],
  ]);
});

test('time to k spikes is decided by the first step after which a class has k', () => {
  expect(classify(trains, 3, { kind: 'timeToKSpikes', k: 2 })).toEqual({
    classes: [0, 0, 2, 2, 2],
    tied: [1, 1, 0, 0, 0],
  });
  expect(classify(trains, 3, { kind: 'timeToKSpikes', k: 3 })).toEqual({
    classes: [0, 0, 0, 0, 1],
    tied: [1, 1, 1, 1, 0],
  });
  expect(winnersAt(trains, 3, { kind: 'timeToKSpikes', k: 3 }, 3)).toEqual([0, 1, 2]);
});

test('membrane potential compares the potentials after the step, negative ones too', () => {
  const recording = record(
    [
      [0, 0],
      [0, 0],
      [0, 0],
    ],
    [
      [-2, -1],
      [0.5, 0.5],
      [3, -1],
    ],
  );
  expect(classify(recording, 2, { kind: 'membranePotential' })).toEqual({ classes: [1, 0, 0], tied: [0, 1, 0] });
});

test('a single class never ties', () => {
  expect(classify(record([[0], [1]]), 1, { kind: 'timeToFirstSpike' })).toEqual({ classes: [0, 0], tied: [0, 0] });
});

test('the class after each step is the first of the winners at that step, and tied where there are several', () => {
  const readouts: Readout[] = [
    { kind: 'spikeCount' },
    { kind: 'membranePotential' },
    { kind: 'timeToFirstSpike' },
    { kind: 'timeToKSpikes', k: 3 },
  ];
  const layers = fc.integer({ min: 1, max: 5 }).chain((classes) =>
    fc.record({
      classes: fc.constant(classes),
      spikes: fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: classes, maxLength: classes }), {
        minLength: 1,
        maxLength: 12,
      }),
    }),
  );
  fc.assert(
    fc.property(layers, fc.constantFrom(...readouts), ({ classes, spikes }, readout) => {
      const recording = record(spikes);
      const found = classifySteps(recording, classes, readout);
      const winners = spikes.map((_, step) => winnersAt(recording, classes, readout, step));
      expect([...found.classes]).toEqual(winners.map(([first]) => first));
      expect([...found.tied]).toEqual(winners.map(({ length }) => (length > 1 ? 1 : 0)));
    }),
  );
});
