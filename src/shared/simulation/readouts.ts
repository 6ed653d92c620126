import { assertNever } from '../assertNever.ts';
import type { Readout } from './readout.ts';
import type { Recording } from './recording.ts';

/** The class that a readout gives after each step, had the simulation ended there. */
export interface StepClasses {
  /** Class with the best score, the lowest one on a tie: [step]. */
  readonly classes: Uint16Array;
  /** 1 where several classes share the best score: [step]. */
  readonly tied: Uint8Array;
  /**
   * First step at which the margin, best score minus second best, reaches each of the levels that were asked for, as far as it does:
   * [level]. For times to spikes the margin is 1 from the deciding step on. Before a readout's delay is over none counts.
   */
  readonly reached: readonly number[];
  /** What is compared after the last step: spikes, potentials, or 1 for the classes that have won: [class]. */
  readonly scores: Float32Array;
}

/**
 * Classifies one recorded sample after every step. Spike count compares the spikes so far, membrane potential the potentials after
 * the step. Time to first spike and to k spikes are decided by the first step in which any output neuron has 1 or k spikes: the
 * winners are all that have them in that step (ANNarchy's stop condition); before it, every class ties. From step `delay` on, only what
 * came since then counts (Bu et al. 2025, delayed readout). `levels` of the margin rise and lie above 0.
 */
export function classifySteps(
  recording: Recording,
  classes: number,
  readout: Readout,
  delay = 0,
  levels: Float64Array = noLevels,
): StepClasses {
  if (delay === 0 || delay >= recording.steps) return classifyWhole(recording, classes, readout, levels);
  const whole = classifyWhole(recording, classes, readout, noLevels);
  const late = classifyWhole(afterDelay(recording, classes, delay), classes, readout, levels);
  whole.classes.set(late.classes, delay);
  whole.tied.set(late.tied, delay);
  return { ...whole, scores: late.scores, reached: late.reached.map((step) => step + delay) };
}

const noLevels = new Float64Array(0);

/** The output as if it had begun after `delay` steps: spikes since then, and what the potentials have changed by. */
function afterDelay(
  { steps, outputSpikes, outputPotentials, ...rest }: Recording,
  classes: number,
  delay: number,
): Recording {
  const from = delay * classes;
  const before = outputPotentials.subarray(from - classes, from);
  return {
    ...rest,
    steps: steps - delay,
    outputSpikes: outputSpikes.subarray(from),
    outputPotentials: outputPotentials.slice(from).map((potential, i) => potential - before[i % classes]!),
  };
}

function classifyWhole(recording: Recording, classes: number, readout: Readout, levels: Float64Array): StepClasses {
  const { steps } = recording;
  const into = { classes: new Uint16Array(steps), tied: new Uint8Array(steps), reached: [] };
  switch (readout.kind) {
    case 'spikeCount':
      return { ...into, scores: classifyBySpikeCount(recording, classes, levels, into) };
    case 'membranePotential':
      return { ...into, scores: classifyByPotential(recording, classes, levels, into) };
    case 'timeToFirstSpike':
      return { ...into, scores: classifyByTime(recording, classes, 1, levels, into) };
    case 'timeToKSpikes':
      return { ...into, scores: classifyByTime(recording, classes, readout.k, levels, into) };
    default:
      return assertNever(readout);
  }
}

/** Every class that shares the best score after a step (counted from 0), ascending: ANNarchy's `predict(multiple=True)`. */
export function winnersAt(recording: Recording, classes: number, readout: Readout, step: number): number[] {
  const scores = scoresAt(recording, classes, readout, step);
  let best = -Infinity;
  for (const score of scores) if (score > best) best = score;
  const winners: number[] = [];
  for (let c = 0; c < classes; c++) if (scores[c] === best) winners.push(c);
  return winners;
}

function scoresAt(recording: Recording, classes: number, readout: Readout, step: number): Uint32Array | Float32Array {
  switch (readout.kind) {
    case 'spikeCount':
      return countSpikes(recording, classes, step);
    case 'membranePotential':
      return recording.outputPotentials.subarray(step * classes, (step + 1) * classes);
    case 'timeToFirstSpike':
      return reachedAt(recording, classes, 1, step);
    case 'timeToKSpikes':
      return reachedAt(recording, classes, readout.k, step);
    default:
      return assertNever(readout);
  }
}

/** Spikes of each output neuron up to and including the step. */
function countSpikes({ outputSpikes }: Recording, classes: number, step: number): Uint32Array {
  const counts = new Uint32Array(classes);
  for (let at = 0, c = 0; at < (step + 1) * classes; at++) {
    counts[c]! += outputSpikes[at]!;
    c = c + 1 === classes ? 0 : c + 1;
  }
  return counts;
}

/** 1 for every class that had k spikes in the deciding step; all 0 while no class has them. */
function reachedAt(recording: Recording, classes: number, k: number, step: number): Uint32Array {
  const counts = new Uint32Array(classes);
  decidingStep(recording, counts, k, step + 1);
  return counts.map((count) => (count >= k ? 1 : 0));
}

/** The first step below `end` after which some class has k spikes, or `end`; leaves the counts of that moment in `counts`. */
function decidingStep({ outputSpikes }: Recording, counts: Uint32Array, k: number, end: number): number {
  const classes = counts.length;
  for (let t = 0, at = 0; t < end; t++) {
    let most = 0;
    for (let c = 0; c < classes; c++, at++) {
      const count = counts[c]! + outputSpikes[at]!;
      counts[c] = count;
      if (count > most) most = count;
    }
    if (most >= k) return t;
  }
  return end;
}

interface StepLists {
  readonly classes: Uint16Array;
  readonly tied: Uint8Array;
  readonly reached: number[];
}

function classifyBySpikeCount(
  { steps, outputSpikes }: Recording,
  classes: number,
  levels: Float64Array,
  into: StepLists,
): Float32Array {
  const counts = new Float32Array(classes);
  const watch = watchMargin(classes, levels, into.reached);
  const { classes: winners, tied: ties } = into;
  let { rival, level } = watch;
  for (let t = 0, at = 0; t < steps; t++) {
    let best = -1;
    let winner = 0;
    let tied = 0;
    for (let c = 0; c < classes; c++, at++) {
      const count = counts[c]! + outputSpikes[at]!;
      counts[c] = count;
      if (count > best) {
        best = count;
        winner = c;
        tied = 0;
      } else if (count === best) tied = 1;
    }
    winners[t] = winner;
    ties[t] = tied;
    if (rival === winner || best - counts[rival]! >= level) {
      look(watch, counts, 0, winner, t);
      ({ rival, level } = watch);
    }
  }
  return counts;
}

function classifyByPotential(
  { steps, outputPotentials }: Recording,
  classes: number,
  levels: Float64Array,
  into: StepLists,
): Float32Array {
  const watch = watchMargin(classes, levels, into.reached);
  const { classes: winners, tied: ties } = into;
  let { rival, level } = watch;
  for (let t = 0, at = 0; t < steps; t++) {
    const from = at;
    let best = -Infinity;
    let winner = 0;
    let tied = 0;
    for (let c = 0; c < classes; c++, at++) {
      const potential = outputPotentials[at]!;
      if (potential > best) {
        best = potential;
        winner = c;
        tied = 0;
      } else if (potential === best) tied = 1;
    }
    winners[t] = winner;
    ties[t] = tied;
    if (rival === winner || best - outputPotentials[from + rival]! >= level) {
      look(watch, outputPotentials, from, winner, t);
      ({ rival, level } = watch);
    }
  }
  return outputPotentials.subarray((steps - 1) * classes, steps * classes);
}

/** The next level of the margin, and a class that keeps the winner from it: it mostly still does in the next step, which is quickly seen. */
interface MarginWatch {
  readonly classes: number;
  readonly levels: Float64Array;
  readonly reached: number[];
  rival: number;
  level: number;
}

function watchMargin(classes: number, levels: Float64Array, reached: number[]): MarginWatch {
  return { classes, levels, reached, rival: 0, level: levels[0] ?? Infinity };
}

/** Notes the levels that the winner's margin has come to reach in step `t`. */
function look(watch: MarginWatch, scores: Float32Array, from: number, winner: number, t: number): void {
  const { classes, levels, reached } = watch;
  let second = -Infinity;
  for (let c = 0; c < classes; c++) {
    const score = scores[from + c]!;
    if (c !== winner && score > second) {
      second = score;
      watch.rival = c;
    }
  }
  const margin = scores[from + winner]! - second;
  while (reached.length < levels.length && margin >= levels[reached.length]!) reached.push(t);
  watch.level = levels[reached.length] ?? Infinity;
}

function classifyByTime(
  recording: Recording,
  classes: number,
  k: number,
  levels: Float64Array,
  into: StepLists,
): Float32Array {
  const counts = new Uint32Array(classes);
  const decided = decidingStep(recording, counts, k, recording.steps);
  into.tied.fill(classes > 1 ? 1 : 0, 0, decided);
  const winner = counts.findIndex((count) => count >= k);
  if (winner === -1) return new Float32Array(classes);
  const rival = counts.findIndex((count, c) => c > winner && count >= k);
  into.classes.fill(winner, decided);
  into.tied.fill(rival === -1 ? 0 : 1, decided);
  while (into.reached.length < levels.length && levels[into.reached.length]! <= 1) into.reached.push(decided);
  return Float32Array.from(counts, (count) => (count >= k ? 1 : 0));
}
