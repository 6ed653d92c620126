import { loadOnGpu } from '../../../src/renderer/webgpu/gpuEngine.ts';
import type { Gpu } from '../../../src/renderer/webgpu/openGpu.ts';
import { populationSize } from '../../../src/shared/conversion/network.ts';
import { compareTrains, potentialDifference } from '../../../src/shared/simulation/engineAgreement.ts';
import { simdEngine } from '../../../src/shared/simulation/kernels/simd.ts';
import { classifySteps } from '../../../src/shared/simulation/readouts.ts';
import type { Recording } from '../../../src/shared/simulation/recording.ts';
import type { NetworkAgreement, NetworkComparison } from '../pageChecks.ts';
import { fetchCase } from './fetchCase.ts';

/** Simulates the first samples of a converted network on the GPU and by the SIMD engine, and compares every spike. */
export async function compareNetworks(
  gpu: Gpu,
  { name, samples: count }: NetworkComparison,
): Promise<NetworkAgreement> {
  const { network, encoding, seed, steps, readouts, samples: all } = await fetchCase(name);
  const samples = all.slice(0, count);
  const classes = populationSize(network.populations[network.outputs.spiking]!);
  const simd = simdEngine.load([network], encoding, steps);
  const loaded = await loadOnGpu(gpu, [network], encoding, steps);
  const changedPredictions = readouts.map(() => 0);
  const sums = { spikes: 0, differing: 0, potentialDifference: 0, milliseconds: 0, simdMilliseconds: 0 };
  try {
    for (let from = 0; from < samples.length; from += loaded.batch) {
      const part = samples.slice(from, from + loaded.batch);
      const draws = part.map((_, index) => ({ seed, sample: from + index }));
      const start = performance.now();
      const recordings = await loaded.simulate(part, draws, { trains: true });
      sums.milliseconds += performance.now() - start;
      for (const [index, sample] of part.entries()) {
        const simdStart = performance.now();
        const expected = simd.simulate(sample, draws[index]!, { trains: true })[0]!;
        sums.simdMilliseconds += performance.now() - simdStart;
        add(expected, recordings[index]![0]!);
      }
    }
  } finally {
    loaded.dispose();
  }
  return { samples: samples.length, steps, batch: loaded.batch, changedPredictions, ...sums };

  function add(expected: Recording, actual: Recording): void {
    for (const [index, train] of expected.trains!.entries()) {
      sums.spikes += train.words.length;
      sums.differing += compareTrains(train, actual.trains![index]!).differing;
    }
    sums.potentialDifference = Math.max(sums.potentialDifference, potentialDifference(expected, actual));
    for (const [index, readout] of readouts.entries()) {
      const [own, other] = [expected, actual].map(
        (each) => classifySteps(each, classes, readout, network.readoutDelay).classes,
      );
      if (own!.some((winner, step) => winner !== other![step])) changedPredictions[index]!++;
    }
  }
}
