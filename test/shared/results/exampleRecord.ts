import type { ReadoutTally, Tally } from '../../../src/shared/metrics/tally.ts';
import { uniform } from '../../../src/shared/random.ts';
import type { CellRecord, RunRecord } from '../../../src/shared/results/runRecord.ts';
import type { SweepSettings } from '../../../src/shared/sweep/plan.ts';
import type { Encoding } from '../../../src/shared/simulation/encoding.ts';
import type { Readout } from '../../../src/shared/simulation/readout.ts';

/** What an example record varies, and its size; the rest is fixed. */
export interface ExampleAxes {
  readonly encodings?: readonly Encoding[];
  readonly thresholds?: readonly number[];
  readonly readouts?: readonly Readout[];
  readonly seeds?: readonly number[];
  readonly steps?: number;
  readonly samples?: number;
}

export const everyEncoding: readonly Encoding[] = [
  { kind: 'constantCurrent' },
  { kind: 'poisson', maxRate: 100 },
  { kind: 'intrinsicallyBursting', maxCurrent: 100 },
  { kind: 'phaseShiftOscillation', maxLevel: 100 },
];

/** A record with curves such as real sweeps give: rising from chance, at a pace and to a height that depend on the cell, with noise. */
export function exampleRecord({
  encodings = everyEncoding.slice(0, 1),
  thresholds = [1],
  readouts = [{ kind: 'spikeCount' }],
  seeds = [1],
  steps = 200,
  samples = 1000,
}: ExampleAxes = {}): RunRecord {
  const settings: SweepSettings = {
    model: { path: 'assets/demo/cnn.keras', sha256: 'a'.repeat(64) },
    data: {
      path: 'assets/demo/digits.npz',
      sha256: 'b'.repeat(64),
      split: 'test',
      offset: 0,
      count: samples,
      scaling: 'unit',
    },
    presets: ['rueckauer'],
    changes: [{}],
    encodings,
    thresholds,
    readouts,
    durations: [steps],
    seeds,
    timeStep: 1,
    calibration: { split: 'train', samples: 1000 },
  };
  const analogCorrect = Math.round(0.987 * samples);
  const cells = encodings.flatMap((encoding, e) =>
    thresholds.flatMap((threshold, h) =>
      seeds.map((seed): CellRecord => {
        const index = (e * thresholds.length + h) * seeds.length + seed;
        return {
          id: index.toString(16).padStart(12, '0'),
          preset: 'rueckauer',
          changes: {},
          encoding,
          threshold,
          seed,
          simulation: index,
          tally: exampleTally({ settings, analogCorrect, pace: pace(encoding) * threshold ** 0.8, seed: index }),
          failure: null,
          notes: [],
          work: { neurons: 2000, currentMacs: encoding.kind === 'constantCurrent' ? 100_000 : 0 },
        };
      }),
    ),
  );
  return {
    schema: 2,
    settings,
    provenance: { spikebench: '0.1.0', engine: 'reference', node: 'v20.19.0', platform: 'linux x64' },
    analog: {
      correct: analogCorrect,
      predictions: Array.from({ length: samples }, (_, i) => i % 10),
      work: { macs: 1_000_000, additions: 10_000 },
    },
    labels: Array.from({ length: samples }, (_, i) => (i < analogCorrect ? i % 10 : (i + 1) % 10)),
    classNames: Array.from('0123456789'),
    cells,
  };
}

/** Steps after which the accuracy is two thirds up. */
function pace({ kind }: Encoding): number {
  return {
    constantCurrent: 9,
    poisson: 24,
    annarchyPoisson: 24,
    regular: 12,
    phase: 18,
    burst: 10,
    timeToFirstSpike: 40,
    intrinsicallyBursting: 15,
    phaseShiftOscillation: 34,
  }[kind];
}

interface ExampleCell {
  readonly settings: SweepSettings;
  readonly analogCorrect: number;
  readonly pace: number;
  readonly seed: number;
}

function exampleTally({ settings, analogCorrect, pace: steps, seed }: ExampleCell): Tally {
  const { count } = settings.data;
  const length = settings.durations[0]!;
  const ramp = (perStep: number): number[] => Array.from({ length }, (_, t) => Math.round(perStep * (t + 1) * count));
  return {
    from: 0,
    count,
    analogCorrect,
    readouts: settings.readouts.map((_, r) =>
      exampleReadout(analogCorrect, count, steps * (1 + 0.4 * r), seed + 100 * r, length),
    ),
    spikes: ramp(120.5 / steps),
    synapticOperations: ramp(65_000 / steps),
    populations: ['input', 'conv2d', 'dense'],
    populationSpikes: Array.from({ length: count }, (_, i) => [i % 7, 100 + (i % 13), 10]),
  };
}

function exampleReadout(
  analogCorrect: number,
  count: number,
  steps: number,
  seed: number,
  length: number,
): ReadoutTally {
  const loss = 0.012 * count * uniform('drawing', seed, 0, 0, 0);
  const correct = Array.from({ length }, (_, t) => {
    const rise = 1 - Math.exp(-(((t + 1) / steps) ** 1.6));
    const noise = 0.02 * count * (uniform('drawing', seed, 1, t, 0) - 0.5) * Math.exp(-t / (3 * steps));
    const wanted = 0.1 * count + (analogCorrect - loss - 0.1 * count) * rise + noise;
    return Math.max(0, Math.min(count, Math.round(wanted)));
  });
  return {
    correct,
    agreement: correct.map((value) => Math.min(count, value + Math.round(0.005 * count))),
    tied: correct.map((value) => Math.round((count - value) / 3)),
    predictions: Array.from({ length: count }, (_, i) => (i * 7) % 10),
    kept: correct.map((value) => Math.min(value, correct.at(-1)!)),
    courses: null,
  };
}
