import { assertNever } from '../assertNever.ts';
import type { Milliseconds } from '../units.ts';
import { breakEvenTime, type CellWork, energyAt, energyCaveat, type EnergyModel } from './energy.ts';
import { stepToReachAnalog } from './latency.ts';
import type { Tally } from './tally.ts';

/** What a cell is judged by, in the order in which tables show it. */
export const measureNames = [
  'accuracy',
  'agreement',
  'latency',
  'spikes',
  'synapticOperations',
  'energy',
  'breakEven',
  'tied',
] as const;
export type MeasureName = (typeof measureNames)[number];

/** How a measure is written. */
export interface MeasureFacts {
  readonly title: string;
  /** Title and unit where there is little room: heads of tables. */
  readonly short: readonly [title: string, unit: string];
  readonly unit: string;
  readonly decimals: number;
  readonly better: 'more' | 'less';
  /** One sentence on what it is. */
  readonly help: string;
}

/** Where a measure is taken. */
export interface MeasuredAt {
  /** Position of the readout in the settings. */
  readonly readout: number;
  readonly step: number;
  readonly timeStep: Milliseconds;
  /** Percentage points below the analog accuracy that count as having reached it. */
  readonly points: number;
  /** What the networks do besides spikes; null where the record does not say. */
  readonly work: CellWork | null;
  readonly energy: EnergyModel;
}

/** The measure in its unit; null where it has no value: the analog accuracy is not reached, the record does not say, or
 * no sample is done. */
export function measureTally(name: MeasureName, tally: Tally, at: MeasuredAt): number | null {
  if (tally.count === 0) return null;
  const { correct, agreement, tied } = tally.readouts[at.readout]!;
  switch (name) {
    case 'accuracy':
      return (100 * correct[at.step]!) / tally.count;
    case 'agreement':
      return (100 * agreement[at.step]!) / tally.count;
    case 'tied':
      return (100 * tied[at.step]!) / tally.count;
    case 'spikes':
      return tally.spikes[at.step]! / tally.count;
    case 'synapticOperations':
      return tally.synapticOperations[at.step]! / tally.count / 1e6;
    case 'latency': {
      const reached = stepToReachAnalog(tally, at.readout, at.points);
      return reached === null ? null : Math.round((reached + 1) * at.timeStep * 1e9) / 1e9;
    }
    case 'energy':
      return at.work === null ? null : energyAt(tally, at.work, at.energy, at.step);
    case 'breakEven':
      return at.work === null ? null : breakEvenTime(tally, at.work, at.energy, at.timeStep);
    default:
      return assertNever(name);
  }
}

/** Words and decimals of a measure; `points` as in `MeasuredAt`. */
export function measureFacts(name: MeasureName, points: number): MeasureFacts {
  switch (name) {
    case 'accuracy':
      return {
        title: 'Accuracy',
        short: ['Accuracy', '%'],
        unit: '%',
        decimals: 2,
        better: 'more',
        help: 'Samples classified as labelled.',
      };
    case 'agreement':
      return {
        title: 'Agreement',
        short: ['Agreement', '%'],
        unit: '%',
        decimals: 2,
        better: 'more',
        help: 'Samples classified as the analog network classifies them.',
      };
    case 'latency':
      return {
        title: `Analog − ${points} reached`,
        short: ['Latency', 'ms'],
        unit: 'ms',
        decimals: 0,
        better: 'less',
        help: `Simulated time from which the accuracy stays within ${points} percentage points of the analog accuracy.`,
      };
    case 'spikes':
      return {
        title: 'Spikes',
        short: ['Spikes', 'per sample'],
        unit: 'per sample',
        decimals: 0,
        better: 'less',
        help: 'Spikes of all populations, input included, up to the chosen time.',
      };
    case 'synapticOperations':
      return {
        title: 'Synaptic operations',
        short: ['Syn. operations', '10⁶'],
        unit: 'million per sample',
        decimals: 3,
        better: 'less',
        help: 'Weights added because of a spike, up to the chosen time.',
      };
    case 'energy':
      return {
        title: 'Energy',
        short: ['Energy', 'µJ'],
        unit: 'µJ per sample',
        decimals: 3,
        better: 'less',
        help: `Estimated energy of the spiking network up to the chosen time. ${energyCaveat}`,
      };
    case 'breakEven':
      return {
        title: 'Break-even',
        short: ['Break-even', 'ms'],
        unit: 'ms',
        decimals: 1,
        better: 'more',
        help: `Simulated time up to which the spiking network costs no more energy than the analog one; nothing where that holds to the end. ${energyCaveat}`,
      };
    case 'tied':
      return {
        title: 'Tied',
        short: ['Tied', '%'],
        unit: '%',
        decimals: 2,
        better: 'less',
        help: 'Samples in which several classes share the best score; the lowest class is taken.',
      };
    default:
      return assertNever(name);
  }
}

/** Title and unit, as axes and heads of columns write them. */
export function measureTitle(name: MeasureName, points: number): string {
  const { title, unit } = measureFacts(name, points);
  return `${title} (${unit})`;
}

/** The same where there is little room. */
export function shortTitle(name: MeasureName, points: number): string {
  const [title, unit] = measureFacts(name, points).short;
  return `${title} (${unit})`;
}
