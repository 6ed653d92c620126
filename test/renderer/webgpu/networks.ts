import type {
  Dynamics,
  IntegrateAndFire,
  Population,
  PopulationShape,
  SpikingNetwork,
  Synapses,
} from '../../../src/shared/conversion/network.ts';
import type { Gpu, GpuLimits } from '../../../src/renderer/webgpu/openGpu.ts';

/** What every device with WebGPU allows at least. */
export const leastLimits: GpuLimits = {
  bufferBytes: 2 ** 28,
  bindingBytes: 2 ** 27,
  storageBuffers: 8,
  workgroups: 65_535,
};

/** A GPU to plan for. */
export function paperGpu(limits: GpuLimits = leastLimits, isSoftware = false): Gpu {
  // Plans ask for no device.
  return { limits, isSoftware } as Gpu;
}

export function neurons(synapses: readonly Synapses[], changes: Partial<IntegrateAndFire> = {}): IntegrateAndFire {
  return {
    kind: 'integrateAndFire',
    synapses,
    currentDecay: null,
    biasCurrent: null,
    lowerBound: null,
    leak: null,
    refractorySteps: 0,
    spikes: { kind: 'binary' },
    threshold: Float32Array.of(1),
    comparison: 'atLeast',
    reset: 'subtraction',
    initialPotential: Float32Array.of(0),
    clock: null,
    ...changes,
  };
}

export function dense(source: number, inputs: number, outputs: number, weight = 0.5): Synapses {
  return { kind: 'dense', source, delay: 0, weights: new Float32Array(inputs * outputs).fill(weight) };
}

/** An input, the given populations, and ten outputs fed by the last of them. */
export function networkOf(
  input: PopulationShape,
  populations: readonly (readonly [PopulationShape, Dynamics])[],
): SpikingNetwork {
  const all: Population[] = [
    { name: 'input', shape: input, dynamics: { kind: 'input', amplitudes: null } },
    ...populations.map(([shape, dynamics], index) => ({ name: `layer ${index + 1}`, shape, dynamics })),
  ];
  const last = all.length - 1;
  const [height, width, channels] = all[last]!.shape;
  const synapses = [dense(last, height * width * channels, 10)];
  const { currentDecay, biasCurrent, lowerBound } = neurons([]);
  all.push(
    { name: 'output', shape: [1, 1, 10], dynamics: neurons(synapses) },
    {
      name: 'output potentials',
      shape: [1, 1, 10],
      dynamics: { kind: 'accumulator', synapses, currentDecay, biasCurrent, lowerBound, biasClock: null },
    },
  );
  return {
    name: 'test',
    timeStep: 1,
    populations: all,
    outputs: { spiking: last + 1, accumulating: last + 2 },
    readoutDelay: 0,
  };
}
