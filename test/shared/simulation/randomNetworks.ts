import * as fc from 'fast-check';
import {
  type ConvolutionWindow,
  type Clock,
  type Delay,
  type Dynamics,
  type IntegrateAndFire,
  type MaximumGate,
  type NeuronParameter,
  type PoolingWindow,
  type Population,
  type PopulationShape,
  populationSize,
  type SpikeRule,
  type SpikingNetwork,
  type Synapses,
} from '../../../src/shared/conversion/network.ts';
import type { Encoding } from '../../../src/shared/simulation/encoding.ts';
import { uniform } from '../../../src/shared/random.ts';

/** Draws values from arbitraries; `fc.gen()` hands it out, and shrinks what it drew. */
export type Draw = fc.GeneratorValue;

/** What the dynamics of the next population may be. */
export type PopulationKind = Synapses['kind'] | 'maximumGate' | 'relay' | 'mixed';

export const populationKinds: readonly PopulationKind[] = [
  ...(['dense', 'convolution', 'depthwise', 'averagePooling', 'maximumTrace', 'maximumGate'] as const),
  ...(['relay', 'mixed'] as const),
];

/** A network of the given kinds of populations, one after the other, each with random earlier sources, and two output populations. */
export function drawNetwork(draw: Draw, kinds: readonly PopulationKind[], input?: PopulationShape): SpikingNetwork {
  const populations: Population[] = [
    {
      name: 'input',
      shape: input ?? drawShape(draw, drawChannels(draw)),
      dynamics: { kind: 'input', amplitudes: drawPerStep(draw, [0, 0.5, 1]) },
    },
  ];
  for (const kind of kinds) {
    const { shape, dynamics } = drawPopulation(draw, kind, populations);
    populations.push({ name: `${kind} ${populations.length}`, shape, dynamics });
  }
  const classes: PopulationShape = [1, 1, draw(fc.integer, { min: 1, max: 12 })];
  const synapses = [drawSynapses(draw, 'dense', populations.length - 1, populations, classes)];
  const spiking = drawNeurons(draw, synapses, classes);
  populations.push({ name: 'output', shape: classes, dynamics: spiking });
  const { currentDecay, biasCurrent, lowerBound } = spiking;
  populations.push({
    name: 'output potentials',
    shape: classes,
    dynamics: {
      kind: 'accumulator',
      synapses,
      currentDecay,
      biasCurrent,
      lowerBound,
      biasClock: drawPerStep(draw, [0, 1, 0.3]),
    },
  });
  return {
    name: 'random',
    timeStep: 1,
    populations,
    outputs: { spiking: populations.length - 2, accumulating: populations.length - 1 },
    readoutDelay: 0,
  };
}

/** Every encoding, with ON and OFF channels and without where it has a choice. */
export const encodings: readonly Encoding[] = [
  { kind: 'constantCurrent' },
  { kind: 'annarchyPoisson', maxRate: 400 },
  { kind: 'intrinsicallyBursting', maxCurrent: 100 },
  { kind: 'phaseShiftOscillation', maxLevel: 100 },
  ...[{}, { onOff: true } as const].flatMap((onOff): Encoding[] => [
    { kind: 'poisson', maxRate: 400, ...onOff },
    { kind: 'regular', maxRate: 400, ...onOff },
    { kind: 'phase', period: 5, ...onOff },
    { kind: 'burst', limit: 1, ...onOff },
    { kind: 'burst', limit: 8, ...onOff },
    { kind: 'timeToFirstSpike', window: 7, scale: 'linear', ...onOff },
    { kind: 'timeToFirstSpike', window: 4, scale: 'logarithmic', ...onOff },
  ]),
];

export function drawEncoding(draw: Draw): Encoding {
  return draw(fc.constantFrom<Encoding[]>, ...encodings);
}

/** A sample in which some values are 0, some equal and some negative. */
export function drawSample(draw: Draw, size: number): Float32Array {
  const seed = drawSeed(draw);
  return Float32Array.from({ length: size }, (_, n) => {
    const u = uniform('drawing', seed, 1, 0, n);
    if (u < 0.3) return 0;
    return u < 0.5 ? 0.5 : uniform('drawing', seed, 1, 1, n) * 1.4 - 0.4;
  });
}

function drawPopulation(
  draw: Draw,
  kind: PopulationKind,
  populations: readonly Population[],
): { shape: PopulationShape; dynamics: Dynamics } {
  const source = draw(fc.integer, { min: Math.max(0, populations.length - 2), max: populations.length - 1 });
  const channels = populations[source]!.shape[2];
  switch (kind) {
    case 'dense':
    case 'convolution': {
      const shape = drawShape(draw, drawChannels(draw));
      return { shape, dynamics: drawNeurons(draw, [drawSynapses(draw, kind, source, populations, shape)], shape) };
    }
    case 'depthwise': {
      const shape = drawShape(draw, channels * draw(fc.integer, { min: 1, max: 3 }));
      return { shape, dynamics: drawNeurons(draw, [drawSynapses(draw, kind, source, populations, shape)], shape) };
    }
    case 'averagePooling':
    case 'maximumTrace': {
      const shape = drawShape(draw, channels);
      return { shape, dynamics: drawNeurons(draw, [drawSynapses(draw, kind, source, populations, shape)], shape) };
    }
    case 'mixed': {
      // Branches: several synapses of several kinds into one population.
      const shape = drawShape(draw, channels);
      const mixed = draw(
        fc.subarray<Synapses['kind']>,
        ['dense', 'convolution', 'depthwise', 'averagePooling', 'dense'],
        {
          minLength: 1,
        },
      );
      const first = drawSynapses(
        draw,
        draw(fc.constantFrom<Synapses['kind'][]>, 'dense', 'convolution', 'maximumTrace'),
        source,
        populations,
        shape,
      );
      return {
        shape,
        dynamics: drawNeurons(
          draw,
          [first, ...mixed.map((other) => drawSynapses(draw, other, source, populations, shape))],
          shape,
        ),
      };
    }
    case 'maximumGate': {
      const shape = drawShape(draw, channels);
      const rule = draw(fc.constantFrom<MaximumGate['rule'][]>, 'gated', 'anySpike', 'telescoped', 'first', 'leading');
      return { shape, dynamics: { kind, rule, source, window: drawPooling(draw), delay: drawDelay(draw) } };
    }
    case 'relay': {
      const shape = drawShape(draw, drawChannels(draw));
      const sources =
        source === populations.length - 1 || draw(fc.boolean) ? [source] : [source, populations.length - 1];
      const size = sources.reduce((sum, from) => sum + populationSize(populations[from]!), 0);
      const seed = drawSeed(draw);
      const origin = Int32Array.from(
        { length: shape[0] * shape[1] * shape[2] },
        (_, n) => Math.floor(uniform('drawing', seed, 2, 0, n) * (size + 1)) - 1,
      );
      return { shape, dynamics: { kind, sources, origin } };
    }
  }
}

function drawSynapses(
  draw: Draw,
  kind: Synapses['kind'],
  source: number,
  populations: readonly Population[],
  shape: PopulationShape,
): Synapses {
  const delay = drawDelay(draw);
  const [, , inputs] = populations[source]!.shape;
  const [, , outputs] = shape;
  switch (kind) {
    case 'dense': {
      const length = populationSize(populations[source]!) * shape[0] * shape[1] * outputs;
      return { kind, source, delay, weights: drawWeights(draw, length) };
    }
    case 'convolution': {
      const window = drawConvolution(draw);
      const divisors = [1, 1, 2, 3, 4].filter((groups) => inputs % groups === 0 && outputs % groups === 0);
      const groups = draw(fc.constantFrom<number[]>, ...divisors);
      const length = (window.size[0] * window.size[1] * inputs * outputs) / groups;
      return { kind, source, delay, window, groups, weights: drawWeights(draw, length) };
    }
    case 'depthwise': {
      const window = drawConvolution(draw);
      return {
        kind,
        source,
        delay,
        window,
        multiplier: outputs / inputs,
        weights: drawWeights(draw, window.size[0] * window.size[1] * outputs),
      };
    }
    case 'averagePooling': {
      const divisor = draw(fc.constantFrom<('cellsInside' | 'wholeWindow')[]>, 'cellsInside', 'wholeWindow');
      return {
        kind,
        source,
        delay,
        window: drawPooling(draw),
        divisor,
        scale: draw(fc.constantFrom<number[]>, 1, 0.7),
      };
    }
    case 'maximumTrace':
      return { kind, source, delay, window: drawPooling(draw), decay: 0.95, increment: 0.05 };
  }
}

function drawNeurons(draw: Draw, synapses: readonly Synapses[], shape: PopulationShape): IntegrateAndFire {
  const linear = synapses.every(({ kind }) => kind !== 'maximumTrace');
  const plain = draw(fc.boolean);
  return {
    kind: 'integrateAndFire',
    synapses,
    currentDecay: linear && draw(fc.boolean) ? 0.9 : null,
    biasCurrent: draw(fc.boolean) ? drawParameter(draw, shape, -0.1, 0.2) : null,
    lowerBound: draw(fc.boolean) ? draw(fc.constantFrom<number[]>, 0, -0.3, -2) : null,
    threshold: drawParameter(draw, shape, 0.5, 3),
    comparison: draw(fc.constantFrom<('above' | 'atLeast')[]>, 'above', 'atLeast'),
    reset: draw(fc.constantFrom<('zero' | 'subtraction')[]>, 'zero', 'subtraction'),
    initialPotential: drawParameter(draw, shape, 0, 0.6),
    leak: plain || draw(fc.boolean) ? null : draw(fc.constantFrom<number[]>, 0.9, 0.5),
    refractorySteps: plain ? 0 : draw(fc.constantFrom<number[]>, 0, 0, 1, 3),
    spikes: plain ? { kind: 'binary' } : drawSpikeRule(draw),
    clock: plain || draw(fc.boolean) ? null : drawClock(draw),
  };
}

function drawSpikeRule(draw: Draw): SpikeRule {
  return draw(
    fc.constantFrom<SpikeRule[]>,
    { kind: 'binary' },
    { kind: 'burst', limit: 1 },
    { kind: 'burst', limit: 5 },
    { kind: 'signed' },
    { kind: 'signed' },
    { kind: 'bipolar', lower: 1 },
    { kind: 'bipolar', lower: 1e-3 },
  );
}

function drawClock(draw: Draw): Clock {
  return {
    thresholds: drawFactors(draw, [1, 0.5, 0.3, Infinity]),
    resets: drawFactors(draw, [1, 0.5, 0]),
    biases: drawFactors(draw, [0, 1, 0.3]),
    amplitudes: drawFactors(draw, [0, 1, 0.5, 0.7]),
    once: draw(fc.boolean),
  };
}

/** A factor for every step, or none. */
function drawPerStep(draw: Draw, factors: readonly number[]): Float32Array | null {
  return draw(fc.boolean) ? null : drawFactors(draw, factors);
}

/** Factors of some steps: the list may end before the run does. */
function drawFactors(draw: Draw, factors: readonly number[]): Float32Array {
  const seed = drawSeed(draw);
  const length = draw(fc.constantFrom<number[]>, 1, 8, 20, 400);
  return Float32Array.from(
    { length },
    (_, step) => factors[Math.floor(uniform('drawing', seed, 5, 0, step) * factors.length)]!,
  );
}

function drawParameter(
  draw: Draw,
  [height, width, channels]: PopulationShape,
  low: number,
  high: number,
): NeuronParameter {
  const length = draw(fc.constantFrom<number[]>, 1, channels, height * width * channels);
  const seed = drawSeed(draw);
  return Float32Array.from({ length }, (_, n) => low + (high - low) * uniform('drawing', seed, 3, 0, n));
}

/** Weights of either sign whose sums round. */
function drawWeights(draw: Draw, length: number): Float32Array {
  const seed = drawSeed(draw);
  return Float32Array.from({ length }, (_, n) => 0.8 * uniform('drawing', seed, 4, 0, n) - 0.37);
}

function drawSeed(draw: Draw): number {
  return draw(fc.nat);
}

function drawDelay(draw: Draw): Delay {
  return draw(fc.constantFrom<Delay[]>, 0, 1);
}

function drawShape(draw: Draw, channels: number): PopulationShape {
  return [draw(fc.integer, { min: 1, max: 6 }), draw(fc.integer, { min: 1, max: 6 }), channels];
}

/** Every width of tile, with and without padding. */
function drawChannels(draw: Draw): number {
  return draw(fc.constantFrom<number[]>, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 33, 40, 64, 70);
}

function drawPair(draw: Draw, min: number, max: number): readonly [number, number] {
  return [draw(fc.integer, { min, max }), draw(fc.integer, { min, max })];
}

function drawConvolution(draw: Draw): ConvolutionWindow {
  return {
    size: drawPair(draw, 1, 5),
    strides: drawPair(draw, 1, 3),
    dilation: draw(fc.boolean) ? [1, 1] : drawPair(draw, 1, 2),
    before: drawPair(draw, 0, 2),
  };
}

function drawPooling(draw: Draw): PoolingWindow {
  return { size: drawPair(draw, 1, 3), strides: drawPair(draw, 1, 3), before: drawPair(draw, 0, 1) };
}
