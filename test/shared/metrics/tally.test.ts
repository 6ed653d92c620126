import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SpikingNetwork } from '../../../src/shared/conversion/network.ts';
import { createTally } from '../../../src/shared/metrics/measureTally.ts';
import { mergeTallies } from '../../../src/shared/metrics/mergeTallies.ts';
import { packNumber } from '../../../src/shared/metrics/smallNumbers.ts';
import type { Tally } from '../../../src/shared/metrics/tally.ts';
import type { Recording } from '../../../src/shared/simulation/recording.ts';

const steps = 3;

/** Two inputs and a layer of two classes, once spiking and once accumulating; the tally asks only for names, kinds and shapes. */
const network: SpikingNetwork = {
  name: 'two classes',
  timeStep: 1,
  populations: [
    { name: 'input', shape: [1, 1, 2], dynamics: { kind: 'input', amplitudes: null } },
    {
      name: 'dense',
      shape: [1, 1, 2],
      dynamics: {
        kind: 'integrateAndFire',
        synapses: [],
        currentDecay: null,
        biasCurrent: null,
        lowerBound: null,
        threshold: Float32Array.of(1),
        comparison: 'above',
        reset: 'zero',
        initialPotential: Float32Array.of(0),
        leak: null,
        refractorySteps: 0,
        spikes: { kind: 'binary' },
        clock: null,
      },
    },
    {
      name: 'dense potentials',
      shape: [1, 1, 2],
      dynamics: {
        kind: 'accumulator',
        synapses: [],
        currentDecay: null,
        biasCurrent: null,
        lowerBound: null,
        biasClock: null,
      },
    },
  ],
  outputs: { spiking: 1, accumulating: 2 },
  readoutDelay: 0,
};

interface Sample {
  readonly recording: Recording;
  readonly label: number;
  readonly analogClass: number;
}

function tallyOf(samples: readonly Sample[], from = 0): Tally {
  const counter = createTally({
    network,
    readouts: [{ kind: 'spikeCount' }, { kind: 'membranePotential' }],
    steps,
    from,
  });
  for (const { recording, label, analogClass } of samples) counter.add(recording, label, analogClass);
  return counter.finish();
}

function recordingOf(input: number[], output: number[], potentials: number[], operations: number[]): Recording {
  const perStep = Array.from({ length: steps }, (_, t) => output[2 * t]! + output[2 * t + 1]!);
  return {
    steps,
    spikeCounts: [Uint32Array.from(input), Uint32Array.from(perStep), new Uint32Array(steps)],
    synapticOperations: Float64Array.from(operations),
    outputSpikes: Int8Array.from(output),
    outputPotentials: Float32Array.from(potentials),
    trains: null,
  };
}

test('a tally counts correct, agreeing and tied samples per step, and sums spikes and synaptic operations over time', () => {
  const tally = tallyOf(
    [
      {
        recording: recordingOf([2, 1, 0], [0, 0, 0, 1, 0, 1], [0, 0, -1, 1, 2, 1], [4, 2, 0]),
        label: 1,
        analogClass: 1,
      },
      {
        recording: recordingOf([1, 1, 1], [1, 0, 0, 1, 0, 1], [3, 0, 3, 0, 3, 0], [2, 2, 2]),
        label: 0,
        analogClass: 1,
      },
    ],
    40,
  );
  expect(tally).toEqual({
    from: 40,
    count: 2,
    analogCorrect: 1,
    readouts: [
      {
        correct: [1, 2, 1],
        agreement: [0, 1, 2],
        tied: [1, 1, 0],
        predictions: [1, 1],
        kept: [0, 1, 1],
        courses: { classes: 'BABBBACB', margins: 'CCCBA', confidences: packNumber(10_000) + packNumber(6667) },
      },
      expect.objectContaining({
        correct: [1, 2, 1],
        agreement: [0, 1, 0],
        tied: [1, 0, 0],
        predictions: [0, 0],
        kept: [1, 1, 1],
      }),
    ],
    spikes: [4, 8, 11],
    synapticOperations: [6, 10, 12],
    populations: ['input', 'dense'],
    populationSpikes: [
      [3, 2],
      [3, 3],
    ],
  });
});

const listOf = (item: fc.Arbitrary<number>, length: number): fc.Arbitrary<number[]> =>
  fc.array(item, { minLength: length, maxLength: length });

const samples: fc.Arbitrary<Sample[]> = fc.array(
  fc.record({
    recording: fc
      .tuple(
        listOf(fc.nat(9), steps),
        listOf(fc.nat(1), 2 * steps),
        listOf(fc.integer({ min: -3, max: 3 }), 2 * steps),
        listOf(fc.nat(1e9), steps),
      )
      .map((lists) => recordingOf(...lists)),
    label: fc.nat(1),
    analogClass: fc.nat(1),
  }),
  { minLength: 1, maxLength: 12 },
);

const partition = samples.chain((all) =>
  fc.record({
    all: fc.constant(all),
    bounds: fc
      .array(fc.nat(all.length), { maxLength: 5 })
      .map((cuts) => [0, ...cuts, all.length].toSorted((a, b) => a - b)),
    draws: listOf(fc.nat(), 6),
  }),
);

test('the tallies of any partition, merged in any order, are the tally of the whole', () => {
  fc.assert(
    fc.property(partition, ({ all, bounds, draws }) => {
      const parts = bounds.slice(1).map((end, i) => tallyOf(all.slice(bounds[i], end), bounds[i]));
      const shuffled = parts
        .map((part, i) => ({ part, draw: draws[i]! }))
        .toSorted((a, b) => a.draw - b.draw)
        .map(({ part }) => part);
      expect(mergeTallies(shuffled)).toEqual(tallyOf(all));
    }),
  );
});

test('merging notices gaps, overlaps and tallies of other things', () => {
  const recording = recordingOf([0, 0, 0], [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], [0, 0, 0]);
  const one = (from: number): Tally => tallyOf([{ recording, label: 0, analogClass: 0 }], from);
  expect(() => mergeTallies([one(0), one(2)])).toThrow('Samples 1 to 1 are in no tally.');
  expect(() => mergeTallies([one(0), one(0)])).toThrow('Sample 0 is in two tallies.');
  expect(() => mergeTallies([one(0), { ...one(1), populations: ['input', 'other'] }])).toThrow('counted other things');
  expect(() => mergeTallies([])).toThrow('no tally');
});
