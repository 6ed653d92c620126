import { populationSize, type SpikingNetwork, spikingPopulations } from '../conversion/network.ts';
import type { Readout } from '../simulation/readout.ts';
import { classifySteps } from '../simulation/readouts.ts';
import type { Recording } from '../simulation/recording.ts';
import { marginLevels } from './marginLevels.ts';
import { classRuns, createCourseRecorder } from './recordCourses.ts';
import { stepsOfScores } from './stepsOfScores.ts';
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
    // Beginnings minus ends of runs; their running sums are the counts.
    correct: new Float64Array(steps + 1),
    agreement: new Float64Array(steps + 1),
    kept: new Float64Array(steps + 1),
    tied: new Float64Array(steps),
    predictions: [] as number[],
    levels: marginLevels(readout),
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
      const found = classifySteps(recording, classes, readout, network.readoutDelay, counts.levels);
      const { classes: winners, tied } = found;
      const last = winners[steps - 1]!;
      const runs = classRuns(winners);
      for (let run = 0; run < runs.length; run++) {
        const start = runs[run]!;
        const end = runs[run + 1] ?? steps;
        const winner = winners[start]!;
        if (winner === label) {
          addRun(counts.correct, start, end);
          if (last === label) addRun(counts.kept, start, end);
        }
        if (winner === analogClass) addRun(counts.agreement, start, end);
      }
      for (let t = 0; t < steps; t++) counts.tied[t]! += tied[t]!;
      counts.predictions.push(last);
      counts.courses.add(found, runs);
    });
    populationSpikes.push(populations.map((p) => addSpikes(spikes, recording.spikeCounts[p]!)));
    for (let t = 0; t < steps; t++) synapticOperations[t]! += recording.synapticOperations[t]!;
  }

  function finish(): Tally {
    return {
      from,
      count: populationSpikes.length,
      analogCorrect,
      readouts: readoutCounts.map(({ correct, agreement, tied, kept, predictions, courses }) => ({
        correct: runningSums(correct).slice(0, steps),
        agreement: runningSums(agreement).slice(0, steps),
        tied: [...tied],
        kept: runningSums(kept).slice(0, steps),
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

/** One more sample from step `start` to before step `end`. */
function addRun(changes: Float64Array, start: number, end: number): void {
  changes[start]!++;
  changes[end]!--;
}

/** Adds the spikes of a population to the sums, step by step; gives their number. */
function addSpikes(sums: Float64Array, spikes: Uint32Array): number {
  let total = 0;
  for (let t = 0; t < sums.length; t++) {
    const count = spikes[t]!;
    sums[t]! += count;
    total += count;
  }
  return total;
}

function runningSums(values: Float64Array): number[] {
  let sum = 0;
  return Array.from(values, (value) => (sum += value));
}
