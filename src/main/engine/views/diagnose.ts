import type { DiagnoseQuestion } from '../../../shared/api/viewTasks.ts';
import { populationSize, type SpikingNetwork } from '../../../shared/conversion/network.ts';
import { parameterOf } from '../../../shared/conversion/neuronParameter.ts';
import { type Dataset, readSample } from '../../../shared/dataset/dataset.ts';
import { type AnalogValues, concatenated, createAnalogValues } from '../../../shared/diagnosis/analogValues.ts';
import { cutNetwork } from '../../../shared/diagnosis/cutNetwork.ts';
import { decodeSpikes } from '../../../shared/diagnosis/decodeSpikes.ts';
import type { Cut, DiagnosisTally, LayerKind } from '../../../shared/diagnosis/diagnosisTally.ts';
import { addMoment, emptySums } from '../../../shared/diagnosis/layerSums.ts';
import { encodingAmplitudes } from '../../../shared/simulation/encoders.ts';
import { simdEngine } from '../../../shared/simulation/kernels/simd.ts';
import { classifySteps } from '../../../shared/simulation/readouts.ts';
import type { Recording } from '../../../shared/simulation/recording.ts';
import { sizeOf } from '../../../shared/tensor.ts';
import type { DiagnosedNetwork } from '../tasks/diagnosedNetwork.ts';

const engine = simdEngine;

/** A population that is reported. */
interface ReportedLayer {
  readonly population: number;
  readonly kind: LayerKind;
  /** The last population that is analog when this layer is, with what only passes it on. */
  readonly lastAnalog: number;
}

/**
 * Measures every layer on samples `from` to `from + count - 1`: firing rates against analog activations, and the accuracy with the layers up
 * to each one analog. The network is simulated once whole and once from every layer on.
 */
export function diagnose(question: DiagnoseQuestion, dataset: Dataset, diagnosed: DiagnosedNetwork): DiagnosisTally {
  const { from, count, times, simulation } = question;
  const steps = times.at(-1)!;
  const { network } = diagnosed;
  const layers = layersOf(question, diagnosed);
  const analog = createAnalogValues(diagnosed.plain, diagnosed.ranges, engine);
  const sums = layers.map(() => times.map(emptySums));
  const whole = engine.load([network], simulation.encoding, steps);
  const classes = populationSize(network.populations[network.outputs.spiking]!);
  const found: number[][] = times.map(() => []);
  const originals: number[] = [];
  const kept: Float32Array[][] = [];
  const cutSources = layers.map(({ lastAnalog }) => cutAfter(diagnosed, lastAnalog)?.sources ?? []);
  const wanted = new Set(cutSources.flat());
  const sample = new Float32Array(sizeOf(dataset.sampleShape));
  for (let i = 0; i < count; i++) {
    readSample(dataset, from + i, sample);
    const values = analogOf(sample);
    originals.push(winnerOf(values.at(-1)!));
    kept.push(values.map((some, index) => (wanted.has(index) ? some : none)));
    const recording = whole.simulate(
      sample,
      { seed: simulation.seed, sample: dataset.offset + from + i },
      { trains: true },
    )[0]!;
    addClasses(recording, found);
    for (const t of times.keys()) addSample(recording, values, t);
  }
  return {
    from,
    count,
    labels: Array.from({ length: count }, (_, i) => dataset.labels![from + i]!),
    times,
    layers: layers.map(({ population, kind }, l) => {
      const { name, shape } = diagnosed.network.populations[population]!;
      const own = diagnosed.scales[population]!;
      return {
        name: nameOf(name, kind),
        kind,
        shape,
        scale: [own.reduce((a, b) => Math.min(a, b), Infinity), own.reduce((a, b) => Math.max(a, b), 0)],
        sums: sums[l]!,
      };
    }),
    cuts: [{ upTo: null, classes: found }, ...layers.map(classesFrom)],
  };

  function analogOf(values: Float32Array): Float32Array[] {
    const all: Float32Array[] = [values.map((value) => value * diagnosed.inputGain)];
    for (let p = 1; p < network.populations.length; p++) all.push(analog.valuesOf(p, all));
    return all;
  }

  /** The chain of errors of every layer after the steps of one time. */
  function addSample(recording: Recording, values: readonly Float32Array[], t: number): void {
    const time = times[t]!;
    const half = Math.floor(time / 2);
    const rates: Float32Array[] = [];
    for (const index of network.populations.keys()) {
      rates.push(ratesOf(diagnosed, analog, recording, question, index, time, values, rates, classes));
    }
    for (const [l, { population, kind }] of layers.entries()) {
      const { shape, dynamics } = network.populations[population]!;
      const scale = diagnosed.scales[population]!;
      const train = recording.trains![population]!;
      const spikes =
        dynamics.kind === 'accumulator' ? null : decodeSpikes(train, values[population]!.length, 0, time, null);
      const isEveryStep = dynamics.kind === 'integrateAndFire' && !diagnosed.isClocked;
      addMoment(sums[l]![t]!, {
        wanted: values[population]!,
        delivered: kind === 'input' ? values[population]! : analog.valuesOf(population, rates),
        found: rates[population]!,
        spikes: kind === 'input' && simulation.encoding.kind === 'constantCurrent' ? null : spikes,
        late: isEveryStep ? decodeSpikes(train, values[population]!.length, half, time, null) : null,
        lateSteps: time - half,
        steps: time,
        ideal: diagnosed.ideals[population]!,
        scaleOf: (neuron) => parameterOf(scale, neuron, shape[2]),
      });
    }
  }

  /** The network from behind a layer on, fed with analog values; all analog behind the output. */
  function classesFrom(layer: ReportedLayer, l: number): Cut {
    const upTo = nameOf(network.populations[layer.population]!.name, layer.kind);
    const part = cutAfter(diagnosed, layer.lastAnalog);
    if (part === null) return { upTo, classes: times.map(() => originals) };
    const loaded = engine.load([part.network], { kind: 'constantCurrent' }, steps);
    const made: number[][] = times.map(() => []);
    for (const values of kept) {
      const input = concatenated(cutSources[l]!.map((source) => values[source]!));
      addClasses(loaded.simulate(input, { seed: simulation.seed, sample: 0 })[0]!, made);
    }
    return { upTo, classes: made };
  }

  function addClasses(recording: Recording, into: number[][]): void {
    const { classes: winners } = classifySteps(recording, classes, question.readout, network.readoutDelay);
    for (const [t, time] of times.entries()) into[t]!.push(winners[time - 1]!);
  }
}

const none = new Float32Array(0);

/** The layers that have spikes or scores of their own; of the output the form that the readout looks at. */
function layersOf({ readout, simulation }: DiagnoseQuestion, { network }: DiagnosedNetwork): ReportedLayer[] {
  const { spiking, accumulating } = network.outputs;
  const output = readout.kind === 'membranePotential' ? accumulating : spiking;
  return network.populations.flatMap(({ dynamics }, population): ReportedLayer[] => {
    switch (dynamics.kind) {
      case 'input':
        return simulation.encoding.kind === 'constantCurrent'
          ? []
          : [{ population, kind: 'input', lastAnalog: population }];
      case 'relay':
        return [];
      case 'maximumGate':
        return [{ population, kind: 'maximum', lastAnalog: population }];
      case 'integrateAndFire':
      case 'accumulator':
        if (population === output) return [{ population, kind: 'output', lastAnalog: network.populations.length }];
        return population === spiking || population === accumulating
          ? []
          : [{ population, kind: 'neurons', lastAnalog: population }];
    }
  });
}

/** Null where nothing is left to simulate. */
function cutAfter({ network, isClocked }: DiagnosedNetwork, last: number) {
  const rest = [...network.populations.keys()].filter((index) => index > last);
  if (rest.length === 0) return null;
  const input = network.populations[0]!.dynamics;
  const amplitudes = isClocked && input.kind === 'input' ? input.amplitudes : null;
  return cutNetwork(network, rest, network.outputs, { amplitudes });
}

/** What the spikes of a population stand for after so many steps, in thresholds. */
function ratesOf(
  { network, isClocked }: DiagnosedNetwork,
  analog: AnalogValues,
  recording: Recording,
  { simulation, times }: DiagnoseQuestion,
  index: number,
  time: number,
  values: readonly Float32Array[],
  rates: readonly Float32Array[],
  classes: number,
): Float32Array {
  const { dynamics } = network.populations[index]!;
  const size = values[index]!.length;
  const duration = isClocked ? 1 : time;
  switch (dynamics.kind) {
    case 'relay':
      return analog.valuesOf(index, rates);
    case 'accumulator':
      return recording.outputPotentials
        .slice((time - 1) * classes, time * classes)
        .map((potential) => potential / duration);
    case 'input': {
      if (simulation.encoding.kind === 'constantCurrent') return values[index]!;
      const amplitudes = encodingAmplitudes(simulation.encoding, times.at(-1)!);
      return decodeSpikes(recording.trains![index]!, size, 0, time, amplitudes).map((sum) => sum / duration);
    }
    case 'maximumGate': {
      const amplitudes = clockBehind(network, index);
      return decodeSpikes(recording.trains![index]!, size, 0, time, amplitudes).map((sum) => sum / duration);
    }
    case 'integrateAndFire': {
      const amplitudes = dynamics.clock?.amplitudes ?? null;
      return decodeSpikes(recording.trains![index]!, size, 0, time, amplitudes).map((sum) => sum / duration);
    }
  }
}

/** What the spikes that a gate passes on stand for. */
function clockBehind(network: SpikingNetwork, index: number): Float32Array | null {
  const { dynamics } = network.populations[index]!;
  switch (dynamics.kind) {
    case 'maximumGate':
      return clockBehind(network, dynamics.source);
    case 'relay':
      return clockBehind(network, dynamics.sources[0]!);
    case 'integrateAndFire':
      return dynamics.clock?.amplitudes ?? null;
    case 'input':
    case 'accumulator':
      return null;
  }
}

function nameOf(name: string, kind: LayerKind): string {
  return kind === 'output' ? name.replace(/\/potential$/, '') : name;
}

function winnerOf(scores: Float32Array): number {
  let best = 0;
  for (let c = 1; c < scores.length; c++) if (scores[c]! > scores[best]!) best = c;
  return best;
}
