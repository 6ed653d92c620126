import type { RunRecord } from '../results/runRecord.ts';
import { axisNames, axisValues } from '../sweep/axes.ts';

/** What the caption of a figure or table must say. */
export interface FigureFacts {
  readonly model: string;
  readonly modelSha256: string;
  readonly data: string;
  readonly dataSha256: string;
  readonly split: string;
  /** Number of samples. */
  readonly n: number;
  readonly seeds: readonly number[];
  /** Settings that all rows share, as "preset rueckauer". */
  readonly shared: readonly string[];
  /** ms. */
  readonly timeStep: number;
  readonly software: string;
}

export function figureFacts({ settings, provenance }: RunRecord): FigureFacts {
  const shared = axisNames.filter((axis) => axis !== 'seed' && axisValues(axis, settings).length === 1);
  return {
    model: fileName(settings.model.path),
    modelSha256: settings.model.sha256,
    data: fileName(settings.data.path),
    dataSha256: settings.data.sha256,
    split: settings.data.split,
    n: settings.data.count,
    seeds: settings.seeds,
    shared: shared.map((axis) => `${axis} ${axisValues(axis, settings)[0]!}`),
    timeStep: settings.timeStep,
    software: `Spikebench ${provenance.spikebench}`,
  };
}

/** The facts in a sentence. */
export function factsWords({ model, data, split, n, seeds, shared, timeStep, software }: FigureFacts): string {
  const seedWords =
    seeds.length === 1
      ? `seed ${seeds[0]}`
      : `${seeds.length} seeds (${seeds.slice(0, 10).join(', ')}${seeds.length > 10 ? ', …' : ''})`;
  return `${model} on ${data} (${split}), n = ${n}, ${[...shared, seedWords].join(', ')}, steps of ${timeStep} ms, ${software}`;
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1)!;
}
