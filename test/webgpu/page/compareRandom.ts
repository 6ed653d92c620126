import * as fc from 'fast-check';
import { loadOnGpu } from '../../../src/renderer/webgpu/gpuEngine.ts';
import type { Gpu } from '../../../src/renderer/webgpu/openGpu.ts';
import { refusalOf } from '../../../src/renderer/webgpu/refusal.ts';
import { compareTrains } from '../../../src/shared/simulation/engineAgreement.ts';
import { referenceEngine } from '../../../src/shared/simulation/kernels/reference.ts';
import type { Recording } from '../../../src/shared/simulation/recording.ts';
import type { Comparison, RandomComparison } from '../pageChecks.ts';
import { drawCase, type RandomCase } from '../randomCases.ts';
import { describeCase } from './describeCase.ts';
import { differenceOf } from './differenceOf.ts';

/** Of all random cases so far. */
interface Sums {
  runs: number;
  equal: number;
  spikes: number;
  differing: number;
  potentialDifference: number;
  readonly refused: Record<string, number>;
}

/** Simulates random cases on the GPU and in the reference; where they must be equal, the first that is not is the failure. */
export async function compareRandom(gpu: Gpu, request: RandomComparison): Promise<Comparison> {
  const { family, exact, seed, runs, path } = request;
  const sums: Sums = { runs: 0, equal: 0, spikes: 0, differing: 0, potentialDifference: 0, refused: {} };
  const property = fc.asyncProperty(fc.gen(), async (draw) => {
    const drawn = drawCase(draw, family, exact);
    const { networks, encoding, steps } = drawn;
    sums.runs++;
    const refusal = networks.map((each) => refusalOf(each, encoding, steps, gpu.limits)).find((each) => each !== null);
    if (refusal !== undefined && refusal !== null) {
      sums.refused[refusal] = (sums.refused[refusal] ?? 0) + 1;
      return;
    }
    let difference: string | null;
    try {
      difference = await compareCase(gpu, drawn, sums);
    } catch (error) {
      throw new Error(`${String(error)}\n${describeCase(drawn)}`, { cause: error });
    }
    if (difference === null) sums.equal++;
    else if (exact) throw new Error(`${difference}\n${describeCase(drawn)}`);
  });
  // A smaller failing case costs many compilations of kernels: the seed and path are enough to find out.
  const details = await fc.check(property, {
    seed,
    numRuns: runs,
    endOnFailure: true,
    ...(path === undefined ? {} : { path }),
  });
  const failure = details.failed
    ? `seed ${details.seed}, path ${details.counterexamplePath}, ${JSON.stringify(family)}, exact ${exact}: ${wordsOf(details.errorInstance)}`
    : null;
  return { ...sums, failure };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : `more cases left out than allowed, or ${String(error)}`;
}

/** The first difference of a case; adds to the sums. */
async function compareCase(gpu: Gpu, drawn: RandomCase, sums: Sums): Promise<string | null> {
  const { networks, encoding, steps, samples } = drawn;
  // The third sample has a seed of its own, the largest that there is.
  const draws = samples.map((_, sample) => ({ seed: sample < 2 ? 77 : 2 ** 32 - 1, sample }));
  const reference = referenceEngine.load(networks, encoding, steps);
  const loaded = await loadOnGpu(gpu, networks, encoding, steps);
  try {
    let first: string | null = null;
    for (const trains of [true, false]) {
      const actual = await loaded.simulate(samples, draws, { trains });
      for (const [index, sample] of samples.entries()) {
        const expected = reference.simulate(sample, draws[index]!, { trains });
        for (const network of networks.keys()) {
          const [own, other] = [expected[network]!, actual[index]![network]!];
          const difference = differenceOf(own, other);
          if (difference !== null) first ??= `sample ${index}, network ${network}, trains ${trains}: ${difference}`;
          if (trains) addUp(sums, own, other);
        }
      }
    }
    return first;
  } finally {
    loaded.dispose();
  }
}

function addUp(sums: Sums, expected: Recording, actual: Recording): void {
  let differing = 0;
  for (const [index, train] of expected.trains!.entries()) {
    sums.spikes += train.words.length;
    differing += compareTrains(train, actual.trains![index]!).differing;
  }
  sums.differing += differing;
  if (differing > 0) return;
  const largest = expected.outputPotentials.reduce((most, potential) => Math.max(most, Math.abs(potential)), 0);
  if (largest === 0) return;
  for (const [index, potential] of expected.outputPotentials.entries()) {
    const share = Math.abs(potential - actual.outputPotentials[index]!) / largest;
    sums.potentialDifference = Math.max(sums.potentialDifference, share);
  }
}
