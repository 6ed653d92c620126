import { stepTimes } from '../metrics/curves.ts';
import { marginLevels, marginUnit } from '../metrics/marginLevels.ts';
import { readCourses } from '../metrics/readCourses.ts';
import { chooseLevel, type ChosenLevel, stoppingCurve, type StoppingPoint } from '../metrics/stopping.ts';
import type { Tally } from '../metrics/tally.ts';
import { wilsonInterval } from '../metrics/wilson.ts';
import type { Readout } from '../simulation/readout.ts';
import type { SweepSettings } from '../sweep/plan.ts';
import type { Milliseconds } from '../units.ts';
import { rowKey } from './rowKey.ts';
import type { RunRecord } from './runRecord.ts';

/** How samples may be stopped, and what the choice of a level may cost. */
export interface StoppingWish {
  /** Steps that every sample gets; from 1. */
  readonly minimum: number;
  /** Percentage points of accuracy that stopping may cost on the samples on which the level is chosen. */
  readonly points: number;
}

/** Early stopping of one cell, read out in one way. */
export interface StoppingRow {
  /** As in `ResultRow`. */
  readonly key: string;
  readonly cellIndex: number;
  readonly readoutIndex: number;
  /** Of the levels. */
  readonly unit: string;
  readonly steps: number;
  /** Over all samples: level 0 first, then as far as a sample is stopped. */
  readonly curve: readonly StoppingPoint[];
  /** Null with too few samples. */
  readonly chosen: ChosenLevel | null;
}

/** Early stopping of one cell in each of its readouts; empty where its samples have no courses (records of version 1). */
export function stoppingOfCell(
  cellIndex: number,
  tally: Tally,
  labels: readonly number[],
  readouts: readonly Readout[],
  { minimum, points }: StoppingWish,
): StoppingRow[] {
  const steps = tally.spikes.length;
  const all = Array.from({ length: tally.count }, (_, sample) => sample);
  return readouts.flatMap((readout, readoutIndex) => {
    const { courses } = tally.readouts[readoutIndex]!;
    if (courses === null) return [];
    const read = readCourses(courses, tally.count);
    const rule = { steps, minimum: Math.min(minimum, steps), levels: marginLevels(readout) };
    return [
      {
        key: rowKey(cellIndex, readoutIndex),
        cellIndex,
        readoutIndex,
        unit: marginUnit(readout),
        steps,
        curve: stoppingCurve(read, labels, rule, all),
        chosen: chooseLevel(read, labels, rule, points),
      },
    ];
  });
}

/** Early stopping of every finished cell and readout of a record. */
export function stoppingRows({ cells, labels, settings }: RunRecord, wish: StoppingWish): StoppingRow[] {
  return cells.flatMap(({ tally }, index) =>
    tally === null ? [] : stoppingOfCell(index, tally, labels, settings.readouts, wish),
  );
}

/** A point of a curve in the units of tables: ms and fractions. */
export interface StoppingNumbers {
  readonly level: number;
  readonly meanTime: Milliseconds;
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
  readonly unstopped: number;
}

export function stoppingNumbers(
  { level, meanSteps, correct, samples, unstopped }: StoppingPoint,
  timeStep: Milliseconds,
): StoppingNumbers {
  return {
    level,
    meanTime: meanSteps * timeStep,
    accuracy: correct / samples,
    ...wilsonInterval(correct, samples),
    unstopped: unstopped / samples,
  };
}

/** What the chosen level does to the samples that had no part in the choice, in the units of tables: ms, percent and percentage points. */
export interface ChosenNumbers {
  readonly level: number;
  /** Empty where the level is none: every sample stops at one time. */
  readonly unit: string;
  readonly meanTime: Milliseconds;
  readonly accuracy: number;
  readonly fullTime: Milliseconds;
  readonly fullAccuracy: number;
  /** Accuracy of stopping minus that of running to the end, with its 95 % interval. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  readonly unstopped: number;
}

/** Null with too few samples for a choice. */
export function chosenNumbers(
  { steps, unit, chosen }: StoppingRow,
  { timeStep }: Pick<SweepSettings, 'timeStep'>,
): ChosenNumbers | null {
  if (chosen === null) return null;
  const { reported, fullCorrect, difference, p } = chosen;
  const { level, meanTime, accuracy, unstopped } = stoppingNumbers(reported, timeStep);
  return {
    level,
    unit: level === 0 ? '' : unit,
    meanTime,
    accuracy: 100 * accuracy,
    fullTime: stepTimes(steps, timeStep).at(-1)!,
    fullAccuracy: (100 * fullCorrect) / reported.samples,
    difference: 100 * difference.value,
    low: 100 * difference.low,
    high: 100 * difference.high,
    p,
    unstopped: 100 * unstopped,
  };
}

/** A level with as many digits as tell it apart. */
export function levelText(level: number): string {
  return String(Number(level.toPrecision(4)));
}
