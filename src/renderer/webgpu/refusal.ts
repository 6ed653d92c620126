import { windowCells } from '../../shared/conversion/connectivity.ts';
import {
  type PoolingWindow,
  type Population,
  populationSize,
  type SpikingNetwork,
  sourcesOf,
} from '../../shared/conversion/network.ts';
import type { Encoding } from '../../shared/simulation/encoding.ts';
import { analogPopulations } from '../../shared/simulation/kernels/simd/analog.ts';
import { spikeForms } from '../../shared/simulation/kernels/simd/forms.ts';
import { synapticFanOut } from '../../shared/simulation/kernels/referenceSynapses.ts';
import { meteredByThread } from './meter.ts';
import type { GpuLimits } from './openGpu.ts';
import { mostSpikes } from './spikeRows.ts';

/** Buffers that a kernel of neurons sees besides those of its sources: parameters, state, spikes, potentials. */
const ownBuffers = 4;

/** Why a network cannot run on a GPU with these limits, in words for people; null where it can. */
export function refusalOf(
  network: SpikingNetwork,
  encoding: Encoding,
  steps: number,
  limits: GpuLimits,
): string | null {
  if (encoding.kind === 'annarchyPoisson') {
    const bytes = 4 * steps * 32 * Math.ceil(populationSize(network.populations[0]!) / 32);
    if (bytes > limits.bindingBytes) {
      return `the random numbers that all samples share take ${megabytes(bytes)}, and this GPU lets a kernel see ${megabytes(limits.bindingBytes)}`;
    }
  }
  const analog = analogPopulations(network.populations, encoding);
  for (const [index, population] of network.populations.entries()) {
    const reason =
      weightReason(population, limits) ??
      sourceReason(network, population, analog, limits) ??
      countReason(network, index, encoding, steps);
    if (reason !== null) return `layer "${population.name}" ${reason}`;
  }
  return null;
}

function weightReason({ dynamics, shape }: Population, limits: GpuLimits): string | null {
  if (dynamics.kind !== 'integrateAndFire' && dynamics.kind !== 'accumulator') return null;
  const weights = dynamics.synapses.flatMap((synapse) => ('weights' in synapse ? [synapse.weights] : []));
  if (weights.some((all) => !all.every(Number.isFinite))) return 'has weights that are not finite numbers';
  // Besides weights: threshold, bias and initial potential, one for each neuron at most.
  const numbers = weights.reduce((sum, { length }) => sum + length, 3 * shape[0] * shape[1] * shape[2]);
  if (4 * numbers <= limits.bindingBytes) return null;
  return `has ${megabytes(4 * numbers)} of weights, and this GPU lets a kernel see ${megabytes(limits.bindingBytes)}`;
}

function sourceReason(
  { populations }: SpikingNetwork,
  population: Population,
  analog: readonly boolean[],
  limits: GpuLimits,
): string | null {
  const { dynamics } = population;
  const sources = new Set(sourcesOf(population));
  for (const source of sources) {
    if (populations[source]!.dynamics.kind === 'accumulator') {
      return `listens to "${populations[source]!.name}", which never fires`;
    }
  }
  if (dynamics.kind === 'maximumGate') {
    // The maximum of no constant currents is minus infinity, which shaders may take for absent.
    return analog[dynamics.source]!
      ? emptyWindowReason(dynamics.window, population, populations[dynamics.source]!)
      : null;
  }
  if (dynamics.kind !== 'integrateAndFire' && dynamics.kind !== 'accumulator') return null;
  const traced = dynamics.synapses.filter(({ kind }) => kind === 'maximumTrace');
  for (const synapse of traced) {
    // Where there is a lower bound, the potential falls to it.
    if (synapse.kind !== 'maximumTrace' || dynamics.lowerBound !== null) continue;
    const reason = emptyWindowReason(synapse.window, population, populations[synapse.source]!);
    if (reason !== null) return reason;
  }
  const linear = new Set(dynamics.synapses.flatMap(({ kind, source }) => (kind === 'maximumTrace' ? [] : [source])));
  if (linear.size + traced.length + ownBuffers <= limits.storageBuffers) return null;
  return `listens to ${linear.size + traced.length} layers at once, and this GPU allows ${limits.storageBuffers - ownBuffers}`;
}

function emptyWindowReason(window: PoolingWindow, population: Population, source: Population): string | null {
  const [height, width, channels] = population.shape;
  for (let pixel = 0; pixel < height * width; pixel++) {
    if (windowCells(window, source.shape, population.shape, pixel * channels).length === 0) {
      return `pools over windows that lie outside "${source.name}"`;
    }
  }
  return null;
}

function countReason(network: SpikingNetwork, index: number, encoding: Encoding, steps: number): string | null {
  const population = network.populations[index]!;
  const { limit } = spikeForms(network.populations, encoding, steps)[index]!;
  if (limit > mostSpikes) return `may send ${limit} spikes a step, and a GPU counts to ${mostSpikes}`;
  const dearest = synapticFanOut(network, index).reduce((most, targets) => Math.max(most, targets), 0);
  const operations = dearest * limit * meteredByThread(populationSize(population));
  return operations < 2 ** 32 ? null : 'causes more synaptic operations in a step than a GPU counts';
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}
