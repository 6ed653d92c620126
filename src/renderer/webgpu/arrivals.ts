import {
  type Accumulator,
  type IntegrateAndFire,
  type MaximumTraceSynapses,
  type Population,
  populationSize,
} from '../../shared/conversion/network.ts';
import type { LinearSynapses } from '../../shared/conversion/connectivity.ts';
import type { Binding, BufferPlan, Kernel } from './kernel.ts';
import type { Lanes } from './lanes.ts';
import type { Parameters } from './parameters.ts';
import { bufferOf, type PlanSurroundings, type Sent } from './populationPlan.ts';
import { type SourceReader, spikeReader, valueReader } from './sourceReaders.ts';
import { rowAt } from './spikeRows.ts';
import type { States } from './states.ts';
import { synapseText } from './synapses.ts';
import { planTraces } from './traces.ts';

/** How the kernel of a population comes to what its synapses bring, in the order of the synapses. */
export interface Arrivals {
  readonly bindings: readonly Binding[];
  readonly functions: readonly string[];
  /** WGSL that adds what arrives in step `t` to a variable, synapse by synapse. */
  readonly steps: readonly ((into: string) => string)[];
  /** Whether sources of constant current without a clock make `constant`. */
  readonly hasConstant: boolean;
  /** For the kernel before the first step: bindings, functions, and WGSL that writes what is the same in every step, given what it begins with. */
  readonly atStart: {
    readonly bindings: readonly Binding[];
    readonly functions: readonly string[];
    readonly lines: (base: string) => readonly string[];
  };
  /** Kernels to run before that of the population, and their state. */
  readonly before: readonly Kernel[];
  readonly atRest: readonly BufferPlan[];
  readonly additions: number;
}

export function planArrivals(
  { synapses }: IntegrateAndFire | Accumulator,
  population: Population,
  surroundings: PlanSurroundings,
  parameters: Parameters,
  states: States,
  lanes: Lanes,
): Arrivals {
  const step = createBindings();
  const start = createBindings();
  const steps: ((into: string) => string)[] = [];
  const functions: string[] = [];
  const startFunctions: string[] = [];
  const constants: string[] = [];
  const parts: string[] = [];
  const before: Kernel[] = [];
  const atRest: BufferPlan[] = [];
  let additions = 0;

  // Weights before amplitudes: numbers by step come last.
  const terms = synapses.map((synapse, k) =>
    synapse.kind === 'maximumTrace' ? addTrace(synapse, k) : addLinear(synapse, k),
  );
  for (const addStep of terms) {
    const text = addStep();
    if (text !== null) steps.push(text);
  }
  const hasConstant = constants.length > 0;
  const constant = hasConstant ? states.addConstant('constant') : null;
  return {
    bindings: step.all,
    functions,
    steps,
    hasConstant,
    atStart: {
      bindings: start.all,
      functions: startFunctions,
      lines: (base) => [
        ...(constant === null ? [] : [`var constant = ${base};`, ...constants, constant.write('constant')]),
        ...parts,
      ],
    },
    before,
    atRest,
    additions,
  };

  function addTrace(synapse: MaximumTraceSynapses, k: number): () => (into: string) => string {
    const traces = planTraces(synapse, k, population, surroundings);
    before.push(traces.kernel);
    atRest.push(traces.state);
    const binding = step.add(traces.buffer, 'f32');
    functions.push(traces.largest(binding));
    additions += traces.additions;
    return () => (into) => `${into} = ${into} + largest${k}((i * block.samples + sample) * ${traces.neurons}u, n);`;
  }

  function addLinear(synapse: LinearSynapses, k: number): () => ((into: string) => string) | null {
    const source = surroundings.populations[synapse.source]!;
    const sent = surroundings.sent[synapse.source]!;
    const text = synapseText(synapse, k, parameters.length(), source.shape, population.shape, lanes);
    parameters.add(text.weights);
    additions += text.additions;
    if (sent.kind === 'nothing') return () => null;
    if (sent.kind === 'values') {
      const reader: SourceReader = { k, binding: start.add(sent.values, 'f32'), stride: text.stride, lanes };
      startFunctions.push(valueReader(reader), text.text);
      const row = `sample * ${populationSize(source)}u`;
      if (sent.amplitudes === null) {
        constants.push(`constant = arrive${k}(constant, ${row}, n);`);
        return () => null;
      }
      const part = states.addConstant(`part${k}`);
      parts.push(part.write(`arrive${k}(${lanes.float}(), ${row}, n)`));
      return () => amplified(sent, 't', part.name);
    }
    const reader: SourceReader = { k, binding: step.add(bufferOf(sent)!, 'u32'), stride: text.stride, lanes };
    functions.push(spikeReader(reader, sent.rows), text.text);
    const sentIn = synapse.delay === 0 ? 't' : 't - 1u';
    const row = rowAt(synapse.delay === 0 ? 't' : 't + block.slots - 1u', sent.rows);
    return () => {
      const add =
        sent.amplitudes === null
          ? (into: string) => `${into} = arrive${k}(${into}, ${row}, n);`
          : amplified(sent, sentIn, `arrive${k}(${lanes.float}(), ${row}, n)`);
      return synapse.delay === 0 ? add : (into) => `if (t > 0u) { ${add(into)} }`;
    };
  }

  /** Spikes whose meaning depends on the time are added up first and join as amplitude · sum; nothing joins where the amplitude is 0. */
  function amplified(sent: Exclude<Sent, { kind: 'nothing' }>, sentIn: string, sum: string): (into: string) => string {
    const amplitude = parameters.addSteps(sent.amplitudes!, 0, sentIn);
    return (into) =>
      `{ let amplitude = ${amplitude}; if (amplitude != 0.0) { ${into} = ${into} + ${lanes.rounded}(amplitude * ${sum}); } }`;
  }
}

/** The buffers that a kernel reads, each once. */
function createBindings() {
  const all: Binding[] = [];
  return {
    all,
    add(buffer: BufferPlan, element: 'f32' | 'u32'): string {
      const known = all.find((binding) => binding.buffer === buffer);
      if (known !== undefined) return known.name;
      const name = `source${all.length}`;
      all.push({ name, buffer, element, access: 'read' });
      return name;
    },
  };
}
