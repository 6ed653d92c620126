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
   * Best score minus second best, in spikes or units of potential; for times to spikes 1 from the deciding step on. 0 before a readout's
   * delay is over, Infinity where there is one class: [step].
   */
  readonly margins: Float32Array;
  /** What is compared after the last step: spikes, potentials, or 1 for the classes that have won: [class]. */
  readonly scores: Uint32Array | Float32Array;
}

/**
 * Classifies one recorded sample after every step. Spike count compares the spikes so far, membrane potential the potentials after
 * the step. Time to first spike and to k spikes are decided by the first step in which any output neuron has 1 or k spikes: the
 * winners are all that have them in that step (ANNarchy's stop condition); before it, every class ties. From step `delay` on, only what
 * came since then counts (Bu et al. 2025, delayed readout).
 */
export function classifySteps(recording: Recording, classes: number, readout: Readout, delay = 0): StepClasses {
  const whole = classifyWhole(recording, classes, readout);
  if (delay === 0 || delay >= recording.steps) return whole;
  const late = classifyWhole(afterDelay(recording, classes, delay), classes, readout);
  whole.classes.set(late.classes, delay);
  whole.tied.set(late.tied, delay);
  whole.margins.fill(0, 0, delay).set(late.margins, delay);
  return { ...whole, scores: late.scores };
}

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

function classifyWhole(recording: Recording, classes: number, readout: Readout): StepClasses {
  const { steps } = recording;
  const into = { classes: new Uint16Array(steps), tied: new Uint8Array(steps), margins: new Float32Array(steps) };
  switch (readout.kind) {
    case 'spikeCount':
      return { ...into, scores: classifyBySpikeCount(recording, classes, into) };
    case 'membranePotential':
      return { ...into, scores: classifyByPotential(recording, classes, into) };
    case 'timeToFirstSpike':
      return { ...into, scores: classifyByTime(recording, classes, 1, into) };
    case 'timeToKSpikes':
      return { ...into, scores: classifyByTime(recording, classes, readout.k, into) };
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

type StepLists = Omit<StepClasses, 'scores'>;

function classifyBySpikeCount({ steps, outputSpikes }: Recording, classes: number, into: StepLists): Uint32Array {
  const counts = new Uint32Array(classes);
  for (let t = 0, at = 0; t < steps; t++) {
    let best = -1;
    let second = -Infinity;
    let winner = 0;
    for (let c = 0; c < classes; c++, at++) {
      const count = counts[c]! + outputSpikes[at]!;
      counts[c] = count;
      if (count > best) {
        second = best;
        best = count;
        winner = c;
      } else if (count > second) second = count;
    }
    into.classes[t] = winner;
    into.tied[t] = best === second ? 1 : 0;
    // With one class the second best is the −1 that the search began with.
    into.margins[t] = classes > 1 ? best - second : Infinity;
  }
  return counts;
}

function classifyByPotential({ steps, outputPotentials }: Recording, classes: number, into: StepLists): Float32Array {
  for (let t = 0, at = 0; t < steps; t++) {
    let best = -Infinity;
    let second = -Infinity;
    let winner = 0;
    for (let c = 0; c < classes; c++, at++) {
      const potential = outputPotentials[at]!;
      if (potential > best) {
        second = best;
        best = potential;
        winner = c;
      } else if (potential > second) second = potential;
    }
    into.classes[t] = winner;
    into.tied[t] = best === second ? 1 : 0;
    into.margins[t] = best - second;
  }
  return outputPotentials.subarray((steps - 1) * classes, steps * classes);
}

function classifyByTime(recording: Recording, classes: number, k: number, into: StepLists): Uint32Array {
  const counts = new Uint32Array(classes);
  const decided = decidingStep(recording, counts, k, recording.steps);
  into.tied.fill(classes > 1 ? 1 : 0, 0, decided);
  const winner = counts.findIndex((count) => count >= k);
  if (winner === -1) return new Uint32Array(classes);
  const rival = counts.findIndex((count, c) => c > winner && count >= k);
  into.classes.fill(winner, decided);
  into.tied.fill(rival === -1 ? 0 : 1, decided);
  into.margins.fill(1, decided);
  return counts.map((count) => (count >= k ? 1 : 0));
}
