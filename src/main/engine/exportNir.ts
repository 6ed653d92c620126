import type { Evaluation, OpenedFiles, Watch } from '../../shared/api/engineViews.ts';
import type { ExportWork, NirRequest, ResultOfExport, SimulatedNir } from '../../shared/api/exportTasks.ts';
import type { NirReport } from '../../shared/nir/nirReport.ts';
import { readersOf } from '../../shared/nir/profiles.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { encodingName } from '../../shared/simulation/encodingName.ts';
import { runsOf } from '../../shared/sweep/shards.ts';
import type { Pool } from './pool.ts';

export interface NirOutcome {
  readonly report: NirReport;
  /** Null where something would be lost and that was not allowed. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

export interface NirExportRequest extends NirRequest {
  /** Whether the file may lose what it cannot say. */
  readonly approximate: boolean;
  /** Classes that the analog network gives the samples. */
  readonly analog: Pick<Evaluation, 'predictions'>;
  readonly labels: readonly number[];
  readonly version: string;
}

/** Samples that a worker simulates at a time. */
const samplesOfRun = 25;

/** What does tasks: the pool of all workers, or the one of the views. */
type TaskRunner = Pick<Pool, 'run'>;

/** Does a part of an export in a worker. */
export async function runExport<W extends ExportWork>(
  runner: TaskRunner,
  work: W,
  options: Parameters<Pool['run']>[1] = {},
): Promise<ResultOfExport<W>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a worker answers work of a kind with a result of that kind
  return (await runner.run({ kind: 'export', work }, options)) as ResultOfExport<W>;
}

/**
 * A cell as a NIR file: what is lost, and how the programs that read it will classify the samples, simulated before it is written. `together`: how
 * many parts are handed out at a time. Throws the Problems notExpressible and tooLarge.
 */
export async function exportNirFile(
  runner: TaskRunner,
  { approximate, analog, labels, version, ...request }: NirExportRequest,
  { signal, onProgress }: Watch,
  together = Infinity,
): Promise<NirOutcome> {
  const prepared = await runExport(runner, { about: 'prepareNir', request }, { signal });
  const { calibration, losses } = prepared;
  const readers = readersOf(request.profile);
  const total = request.settings.data.count;
  const done = new Map<number, number>();
  const tell = (): void =>
    onProgress?.({ phase: 'simulate', done: [...done.values()].reduce((sum, count) => sum + count, 0), total });
  const simulate = async (run: { readonly from: number; readonly count: number }): Promise<SimulatedNir> => {
    const count = (samples: number): void => {
      done.set(run.from, samples);
      tell();
    };
    const work = { about: 'simulateNir', request, calibration, ...run } as const;
    const part = await runExport(runner, work, { signal, onProgress: count });
    count(run.count);
    return part;
  };
  const runs = runsOf(total, samplesOfRun);
  const parts: SimulatedNir[] = [];
  while (parts.length < runs.length) {
    signal?.throwIfAborted();
    parts.push(...(await Promise.all(runs.slice(parts.length, parts.length + together).map(simulate))));
  }
  const report: NirReport = {
    profile: request.profile,
    output: request.output,
    losses,
    notes: prepared.notes,
    swapped: prepared.swapped,
    samples: total,
    analogCorrect: labels.filter((label, sample) => label === analog.predictions[sample]).length,
    swappedCorrect:
      prepared.swapped.length === 0 ? null : parts.reduce((sum, part) => sum + (part.swappedCorrect ?? 0), 0),
    readers: readers.map(({ name, title, words }, reader) => ({
      name,
      title,
      words,
      correct: Array.from({ length: request.steps }, (_, step) =>
        parts.reduce((sum, { correct }) => sum + correct[reader]![step]!, 0),
      ),
      spikesPerSample: parts.reduce((sum, { spikes }) => sum + spikes[reader]!, 0) / total,
    })),
    nodes: prepared.nodes,
    neurons: prepared.neurons,
  };
  if (losses.length > 0 && !approximate) return { report, bytes: null };
  const metadata = metadataOf(request, report, version);
  const { bytes } = await runExport(runner, { about: 'writeNir', request, calibration, metadata }, { signal });
  return { report, bytes };
}

/** A fresh evaluation of the labels, as far as the data have them. */
export function labelsOf({ labels, data }: OpenedFiles): readonly number[] {
  if (labels === null) throw new WorkbenchError({ area: 'dataset', kind: 'noLabels', file: data.path });
  return labels;
}

/** For people who open the file: nothing that a program needs. */
function metadataOf({ simulation, profile, output }: NirRequest, report: NirReport, version: string) {
  return {
    writer: `Spikebench ${version}`,
    preset: simulation.preset,
    profile,
    input: `${encodingName(simulation.encoding)}: in every step`,
    output: output === 'spikes' ? 'count the spikes of each class' : 'add up the values of each class',
    time_step: '1e-4 s, one step of the simulation',
    lost: report.losses.map(({ what }) => what).join('; '),
  };
}
