import { populationSize, type SpikingNetwork, spikingPopulations } from '../conversion/network.ts';
import type { Readout } from '../simulation/readout.ts';
import { classifySteps } from '../simulation/readouts.ts';
import type { Recording } from '../simulation/recording.ts';
import { createCourseRecorder } from './recordCourses.ts';
import type { Tally } from './tally.ts';

/** Counts recordings, one sample after the other, into a tally. */
export interface TallyCounter {
  /** Adds the next sample; label and analog class count from 0. The recording is not kept. */
  add(recording: Recording, label: number, analogClass: number): void;
  /** The tally of the samples added so far. */
  finish(): Tally;
}

/** What each sample is counted for. */
export interface TallySettings {
  readonly network: SpikingNetwork;
  readonly readouts: readonly Readout[];
  /** Steps of every recording. */
  readonly steps: number;
  /** Position in the split of the first sample. */
  readonly from: number;
}

/** An empty counter for samples `from`, `from + 1`, … of one network. */
export function createTally({ network, readouts, steps, from }: TallySettings): TallyCounter {
  const populations = spikingPopulations(network);
  const classes = populationSize(network.populations[network.outputs.spiking]!);
  const readoutCounts = readouts.map((readout) => ({
    correct: new Float64Array(steps),
    agreement: new Float64Array(steps),
    tied: new Float64Array(steps),
    kept: new Float64Array(steps),
    predictions: [] as number[],
    courses: createCourseRecorder(readout, stepsOfScores(network, steps)),
  }));
  // In a step while samples are added; summed over the steps at the end.
  const spikes = new Float64Array(steps);
  const synapticOperations = new Float64Array(steps);
  const populationSpikes: number[][] = [];
  let analogCorrect = 0;

  function add(recording: Recording, label: number, analogClass: number): void {
    if (recording.steps !== steps) throw new RangeError(`A recording of ${recording.steps} steps, wanted ${steps}.`);
    if (label === analogClass) analogCorrect++;
    readouts.forEach((readout, r) => {
      const counts = readoutCounts[r]!;
      const found = classifySteps(recording, classes, readout, network.readoutDelay);
      const last = found.classes[steps - 1]!;
      const isRightAtEnd = last === label ? 1 : 0;
      for (let t = 0; t < steps; t++) {
        const winner = found.classes[t]!;
        if (winner === label) {
          counts.correct[t]!++;
          counts.kept[t]! += isRightAtEnd;
        }
        if (winner === analogClass) counts.agreement[t]!++;
        counts.tied[t]! += found.tied[t]!;
      }
      counts.predictions.push(last);
      counts.courses.add(found);
    });
    populationSpikes.push(populations.map((p) => addInto(spikes, recording.spikeCounts[p]!)));
    addInto(synapticOperations, recording.synapticOperations);
  }

  function finish(): Tally {
    return {
      from,
      count: populationSpikes.length,
      analogCorrect,
      readouts: readoutCounts.map(({ correct, agreement, tied, kept, predictions, courses }) => ({
        correct: [...correct],
        agreement: [...agreement],
        tied: [...tied],
        kept: [...kept],
        predictions: [...predictions],
        courses: courses.finish(),
      })),
      spikes: runningSums(spikes),
      synapticOperations: runningSums(synapticOperations),
      populations: populations.map((p) => network.populations[p]!.name),
      populationSpikes: [...populationSpikes],
    };
  }

  return { add, finish };
}

/**
 * What the potential is divided by to become the analog score: the steps that the readout counts, or 1 in the codes with a clock, whose input
 * arrives once.
 */
function stepsOfScores({ populations, outputs, readoutDelay }: SpikingNetwork, steps: number): number {
  const { dynamics } = populations[outputs.accumulating]!;
  if (dynamics.kind === 'accumulator' && dynamics.biasClock !== null) return 1;
  return readoutDelay < steps ? steps - readoutDelay : steps;
}

/** Adds `values` to `sums`, step by step; returns the sum of the values. */
function addInto(sums: Float64Array, values: Uint32Array | Float64Array): number {
  let total = 0;
  for (let t = 0; t < sums.length; t++) {
    sums[t]! += values[t]!;
    total += values[t]!;
  }
  return total;
}

function runningSums(values: Float64Array): number[] {
  let sum = 0;
  return Array.from(values, (value) => (sum += value));
}
