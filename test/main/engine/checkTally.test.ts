import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkTally } from '../../../src/main/engine/gpu/checkTally.ts';
import { populationSize, spikingPopulations } from '../../../src/shared/conversion/network.ts';
import { createTally } from '../../../src/shared/metrics/measureTally.ts';
import type { ReadoutTally, Tally } from '../../../src/shared/metrics/tally.ts';
import { simdEngine } from '../../../src/shared/simulation/kernels/simd.ts';
import type { Readout } from '../../../src/shared/simulation/readout.ts';
import { drawEncoding, drawNetwork, drawSample } from '../../shared/simulation/randomNetworks.ts';

/** What a window may send, honest and not. */
const readouts: readonly Readout[] = [
  { kind: 'spikeCount' },
  { kind: 'membranePotential' },
  { kind: 'timeToFirstSpike' },
];
const steps = 12;
const count = 3;
const first = 40;

function countRandomNetwork(draw: fc.GeneratorValue) {
  const network = drawNetwork(draw, ['dense', 'averagePooling']);
  const classes = populationSize(network.populations[network.outputs.spiking]!);
  const loaded = simdEngine.load([network], drawEncoding(draw), steps);
  const counter = createTally({ network, readouts, steps, from: first });
  const labels = Array.from({ length: count }, () => draw(fc.integer, { min: 0, max: classes - 1 }));
  const analogClasses = Array.from({ length: count }, () => draw(fc.integer, { min: 0, max: classes - 1 }));
  for (let i = 0; i < count; i++) {
    const sample = drawSample(draw, populationSize(network.populations[0]!));
    counter.add(loaded.simulate(sample, { seed: 1, sample: first + i })[0]!, labels[i]!, analogClasses[i]!);
  }
  const populations = spikingPopulations(network).map((p) => network.populations[p]!.name);
  const expected = { first, count, steps, labels, analogClasses, readouts: readouts.length, classes, populations };
  return { tally: counter.finish(), expected };
}

test('what a network counted is taken, whatever the network', () => {
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const { tally, expected } = countRandomNetwork(draw);
      // As it arrives: through JSON.
      expect(checkTally(JSON.parse(JSON.stringify(tally)), expected)).toEqual(tally);
    }),
    { numRuns: 30 },
  );
});

const inReadouts =
  (change: (readout: ReadoutTally) => object) =>
  (tally: Tally): unknown => ({ ...tally, readouts: tally.readouts.map((one) => ({ ...one, ...change(one) })) });
const moved = (list: readonly number[]): number[] =>
  list.map((value, step) => (step === 5 ? (value === 0 ? 1 : value - 1) : value));

const lies: readonly (readonly [what: string, lie: (tally: Tally) => unknown])[] = [
  ['no tally', () => 'a page can send anything'],
  ['nothing', () => null],
  ['other samples', (tally) => ({ ...tally, from: 7 })],
  ['another number of samples', (tally) => ({ ...tally, count: 2 })],
  ['an analog network that knows better', (tally) => ({ ...tally, analogCorrect: tally.analogCorrect + 1 })],
  ['another number of readouts', (tally) => ({ ...tally, readouts: tally.readouts.slice(1) })],
  ['another count of correct samples', inReadouts(({ correct }) => ({ correct: moved(correct) }))],
  ['another agreement', inReadouts(({ agreement }) => ({ agreement: moved(agreement) }))],
  ['another count of kept classes', inReadouts(({ kept }) => ({ kept: moved(kept!) }))],
  ['ties beyond the samples', inReadouts(({ tied }) => ({ tied: tied.map(() => count + 1) }))],
  ['other classes at the end', inReadouts(({ predictions }) => ({ predictions: predictions.map((name) => name + 1) }))],
  ['no courses', inReadouts(() => ({ courses: null }))],
  ['no kept classes', inReadouts(() => ({ kept: null }))],
  ['sums that fall', (tally) => ({ ...tally, spikes: [1e9, ...tally.spikes.slice(1)] })],
  ['operations that fall', (tally) => ({ ...tally, synapticOperations: [1e12, ...tally.synapticOperations.slice(1)] })],
  ['spikes that no population sent', (tally) => ({ ...tally, spikes: tally.spikes.map((sum) => sum + 1) })],
  ['fewer steps', (tally) => ({ ...tally, spikes: tally.spikes.slice(1) })],
  ['fewer steps everywhere', (tally) => shortened(tally)],
  ['populations by other names', (tally) => ({ ...tally, populations: tally.populations.map(() => 'x') })],
  ['text for numbers', (tally) => ({ ...tally, spikes: tally.spikes.map(String) })],
];

test.each(lies)('%s is not taken', (_, lie) => {
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const { tally, expected } = countRandomNetwork(draw);
      expect(checkTally(JSON.parse(JSON.stringify(lie(tally))), expected)).toBeNull();
    }),
    { numRuns: 5 },
  );
});

test('a class that there is not is not taken, though all counts follow from it', () => {
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const { tally, expected } = countRandomNetwork(draw);
      const highest = Math.max(...tally.readouts.flatMap(({ predictions }) => predictions));
      expect(checkTally(JSON.parse(JSON.stringify(tally)), { ...expected, classes: highest })).toBeNull();
    }),
    { numRuns: 5 },
  );
});

function shortened(tally: Tally): unknown {
  const cut = (list: readonly number[]): readonly number[] => list.slice(0, -1);
  const { spikes, synapticOperations } = tally;
  return inReadouts(({ correct, agreement, tied, kept }) => ({
    correct: cut(correct),
    agreement: cut(agreement),
    tied: cut(tied),
    kept: cut(kept!),
  }))({ ...tally, spikes: cut(spikes), synapticOperations: cut(synapticOperations) });
}
