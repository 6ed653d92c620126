import {
  type Accumulator,
  type IntegrateAndFire,
  type MaximumTraceSynapses,
  type Population,
  type Synapses,
} from '../../../conversion/network.ts';
import { parameterOf } from '../../../conversion/neuronParameter.ts';
import type { Address } from './arena.ts';
import { createCodedIntegration } from './coded.ts';
import { createFan } from './fan.ts';
import { lanesOf, parameterLanes, spreadOverLanes } from './lanes.ts';
import { createRows, haveRows } from './rows.ts';
import type { RunningPopulation, Workshop } from './running.ts';
import { storeStruct } from './structs.ts';
import { createTraces } from './traces.ts';

/** In single precision: the sign of a difference decides a comparison, and no difference is between this and 0. */
const largestNegative = -(2 ** -149);

/** Neurons that integrate: by rows of weights where all their synapses allow it, otherwise synapse by synapse. */
export function createNeurons(
  workshop: Workshop,
  index: number,
  dynamics: IntegrateAndFire | Accumulator,
  recorded: boolean,
): RunningPopulation {
  const { arena, kernels, populations, stores, forms, values, steps, blockSteps } = workshop;
  const population = populations[index]!;
  const lanes = lanesOf(population.shape[2]);
  const pixelBytes = lanes * 4;
  const size = population.shape[0] * population.shape[1] * lanes;
  const filtered = dynamics.currentDecay !== null;
  const biasClock = biasClockOf(dynamics);
  /** The bias is not part of what every step adds alike. */
  const biasApart = filtered || biasClock !== null;
  const initial = initialPotentials(dynamics, population);
  const potential = arena.allocate(size * 4);
  const current = filtered ? arena.allocate(size * 4) : 0;
  const record = recorded ? arena.allocate(steps * size * 4) : 0;

  const isConstant = (synapse: Synapses): synapse is Exclude<Synapses, MaximumTraceSynapses> =>
    synapse.kind !== 'maximumTrace' && values[synapse.source] !== 0 && forms[synapse.source]!.amplitudes === null;
  const constantSynapses = dynamics.synapses.filter(isConstant);
  const arriving: readonly Synapses[] = dynamics.synapses.filter((synapse) => !isConstant(synapse));
  const bias = storeParameter(dynamics.biasCurrent);
  const constant = createConstant();
  const threshold = storeParameter(
    dynamics.kind === 'accumulator' ? Float32Array.of(Infinity) : dynamics.threshold,
    Infinity,
  );
  const struct = storeStruct(arena, 'neurons', {
    spikes: stores[index]!.struct,
    pixelBytes,
    potential,
    current,
    decay: dynamics.currentDecay ?? 0,
    constant: constant.address,
    constantStride: constant.stride,
    bias: biasApart ? bias.address : 0,
    biasStride: bias.stride,
    threshold: threshold.address,
    thresholdStride: threshold.stride,
    floor: dynamics.kind === 'integrateAndFire' && dynamics.comparison === 'atLeast' ? largestNegative : 0,
    kept: dynamics.kind === 'integrateAndFire' && dynamics.reset === 'subtraction' ? -1 : 0,
    lowerBound: dynamics.lowerBound ?? -Infinity,
    record,
  });
  const integrate = createIntegration();

  return {
    record,
    rest() {
      arena.floats(potential, size).set(initial);
      if (filtered) arena.floats(current, size).fill(0);
      integrate.rest();
      constant.rest();
    },
    run: integrate.run,
  };

  function storeParameter(parameter: Float32Array | null, padding = 0): { address: Address; stride: number } {
    if (parameter === null) return { address: 0, stride: 0 };
    const { values: spread, perPixel } = parameterLanes(parameter, population, padding);
    return { address: arena.storeFloats(spread), stride: perPixel ? pixelBytes : 0 };
  }

  /** What every step adds alike: the bias, unless it bypasses exponential synapses, and the sources of constant current. */
  function createConstant(): { address: Address; stride: number; rest(): void } {
    if (constantSynapses.length === 0) {
      return { ...(biasApart ? { address: 0, stride: 0 } : bias), rest() {} };
    }
    const biasCurrent = biasApart ? null : dynamics.biasCurrent;
    const address = arena.allocate(size * 4);
    const start = spreadOverLanes(
      population,
      (n) => (biasCurrent === null ? 0 : parameterOf(biasCurrent, n, population.shape[2])),
      0,
    );
    const fans = constantSynapses.map((synapse) => ({
      fan: createFan(arena, synapse, population, populations[synapse.source]!, stores[synapse.source]!),
      values: values[synapse.source]!,
    }));
    return {
      address,
      stride: pixelBytes,
      rest() {
        arena.floats(address, size).set(start);
        for (const fan of fans) kernels.addValues(fan.fan, fan.values, address);
      },
    };
  }

  function sendsBinary({ kind, source }: Synapses): boolean {
    const { signed, limit, amplitudes } = forms[source]!;
    return !signed && limit === 1 && (amplitudes === null || kind === 'maximumTrace');
  }

  function createIntegration(): Omit<RunningPopulation, 'record'> {
    if (!isPlain(dynamics) || !arriving.every(sendsBinary)) {
      return createCodedIntegration(workshop, index, dynamics, arriving, struct, biasClock);
    }
    if (arriving.length === 0 && constant.address !== 0 && !filtered && !recorded && lanes % 16 === 0) {
      return { rest() {}, run: (count) => kernels.integrateSteady(struct, count) };
    }
    if (arriving.every(haveRows)) {
      const rows = createRows(arena, arriving, population, populations, stores, forms, blockSteps);
      return { rest() {}, run: (count, first) => kernels.integrateRows(struct, rows, count, first) };
    }
    const rests: (() => void)[] = [];
    const addresses = arriving.map((synapse) => {
      const { source } = synapse;
      if (synapse.kind !== 'maximumTrace') {
        return createFan(arena, synapse, population, populations[source]!, stores[source]!);
      }
      const traces = createTraces(arena, synapse, population, populations[source]!, stores[source]!, values[source]!);
      rests.push(traces.rest);
      return traces.struct;
    });
    const list = arena.storeWords(addresses);
    return {
      rest: () => rests.forEach((rest) => rest()),
      run: (count, first) => kernels.integrateSteps(struct, list, addresses.length, count, first),
    };
  }
}

/** Integrates and fires by the same rule in every step, a binary spike at a time. */
function isPlain(dynamics: IntegrateAndFire | Accumulator): boolean {
  if (dynamics.kind === 'accumulator') return dynamics.biasClock === null;
  const { leak, refractorySteps, spikes, clock } = dynamics;
  return leak === null && refractorySteps === 0 && spikes.kind === 'binary' && clock === null;
}

function biasClockOf(dynamics: IntegrateAndFire | Accumulator): Float32Array | null {
  return dynamics.kind === 'accumulator' ? dynamics.biasClock : (dynamics.clock?.biases ?? null);
}

function initialPotentials(dynamics: IntegrateAndFire | Accumulator, population: Population): Float32Array {
  if (dynamics.kind === 'accumulator') return spreadOverLanes(population, () => 0, 0);
  // The sum with 0 is that of the reference's first step: it turns −0 into 0.
  return spreadOverLanes(population, (n) => parameterOf(dynamics.initialPotential, n, population.shape[2]) + 0, 0);
}
