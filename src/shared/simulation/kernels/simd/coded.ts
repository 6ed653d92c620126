import type { Accumulator, IntegrateAndFire, Synapses } from '../../../conversion/network.ts';
import type { Address } from './arena.ts';
import { createFan } from './fan.ts';
import { lanesOf } from './lanes.ts';
import { createRows, haveRows } from './rows.ts';
import type { RunningPopulation, Workshop } from './running.ts';
import { storeStruct } from './structs.ts';
import { createTraces } from './traces.ts';

/** Those of wasm/coded.ts. */
const arrivingKinds = { fan: 0, traces: 1, rows: 2, values: 3 } as const;

/** Those of wasm/codedSpikes.ts. */
const ruleCodes = { binary: 0, burst: 1, signed: 2, bipolar: 2 } as const;

/** Of signed neurons, so that rounding alone makes no negative spike. */
const signedMargin = 1e-3;

/** Neurons beyond the plain rule, or with spikes that are more than bits: step by step and synapse by synapse. */
export function createCodedIntegration(
  { arena, kernels, populations, stores, forms, values, steps }: Workshop,
  index: number,
  dynamics: IntegrateAndFire | Accumulator,
  arriving: readonly Synapses[],
  neurons: Address,
  biasClock: Float32Array | null,
): Omit<RunningPopulation, 'record'> {
  const population = populations[index]!;
  const [height, width, channels] = population.shape;
  const size = height * width * lanesOf(channels);
  const fires = dynamics.kind === 'integrateAndFire' ? dynamics : null;
  const clock = fires?.clock ?? null;
  const refractory = fires?.refractorySteps ?? 0;
  const rule = fires?.spikes ?? { kind: 'binary' };
  const remembers = rule.kind === 'signed' || rule.kind === 'bipolar' || (clock?.once ?? false);
  const resting = refractory > 0 ? arena.allocate(size * 4) : 0;
  const sent = remembers ? arena.allocate(size * 4) : 0;
  const code = storeStruct(arena, 'code', {
    leak: fires?.leak ?? 1,
    part: arena.allocate(size * 4),
    before: refractory > 0 ? arena.allocate(size * 4) : 0,
    resting,
    refractory,
    rule: ruleCodes[rule.kind],
    limit: rule.kind === 'burst' ? rule.limit : 1,
    margin: rule.kind === 'bipolar' ? rule.lower : signedMargin,
    free: rule.kind === 'bipolar' ? -1 : 0,
    once: clock?.once ? 1 : 0,
    sent,
    thresholds: storePerStep(clock?.thresholds ?? null, Infinity),
    resets: storePerStep(clock?.resets ?? null, 0),
    biases: storePerStep(biasClock, 0),
  });
  const rests: (() => void)[] = [];
  const list = arena.storeWords(arriving.map(storeArriving));

  return {
    rest() {
      if (resting !== 0) arena.words(resting, size).fill(0);
      if (sent !== 0) arena.words(sent, size).fill(0);
      for (const rest of rests) rest();
    },
    run: (count, first) => kernels.integrateCoded(neurons, code, list, arriving.length, count, first),
  };

  /** One entry for every step of the sample, the first of them after `delay` steps. */
  function storePerStep(factors: Float32Array | null, past: number, delay = 0): Address {
    if (factors === null) return 0;
    return arena.storeFloats(Float32Array.from({ length: steps }, (_, step) => factors[step - delay] ?? past));
  }

  function storeArriving(synapse: Synapses): Address {
    const { source, delay } = synapse;
    const { amplitudes } = forms[source]!;
    const from = populations[source]!;
    const store = stores[source]!;
    if (synapse.kind === 'maximumTrace') {
      const traces = createTraces(arena, synapse, population, from, store, values[source]!);
      rests.push(traces.rest);
      return storeStruct(arena, 'arriving', { kind: arrivingKinds.traces, synapse: traces.struct, amplitudes: 0 });
    }
    if (values[source] !== 0) {
      const fan = createFan(arena, synapse, population, from, store);
      const part = arena.allocate(size * 4);
      rests.push(() => {
        arena.floats(part, size).fill(0);
        kernels.addValues(fan, values[source]!, part);
      });
      return storeStruct(arena, 'arriving', {
        kind: arrivingKinds.values,
        synapse: part,
        amplitudes: storePerStep(amplitudes, 0),
      });
    }
    return storeStruct(arena, 'arriving', {
      ...(haveRows(synapse)
        ? {
            kind: arrivingKinds.rows,
            synapse: createRows(arena, [synapse], population, populations, stores, forms, 1),
          }
        : { kind: arrivingKinds.fan, synapse: createFan(arena, synapse, population, from, store) }),
      amplitudes: storePerStep(amplitudes, 0, delay),
    });
  }
}
