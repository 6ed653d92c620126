import type { SimulateTask } from '../../../shared/api/tasks.ts';
import { simulatedBy } from '../../../shared/sweep/simulatedBy.ts';
import type { Pool, RunOptions } from '../pool.ts';
import { poolSimulator, type Simulated, type Simulator } from '../simulator.ts';
import { keepLatest } from '../tasks/keepLatest.ts';
import { checkTally } from './checkTally.ts';
import type { GpuDesk } from './gpuDesk.ts';
import { GpuFault } from './gpuFault.ts';

/** What a record calls the GPU of that name. */
export function gpuInWords(name: string): string {
  return `webgpu (${name})`;
}

/** Shards under way: a window works at one and loads the next, others are read and packed. */
const gpuWidth = 4;
/** Groups whose packed networks are kept: the one at work and the one before it, whose last shards may come back. */
const keptGroups = 2;

/**
 * The GPU of a window. What it cannot do goes to the workers: all that is left where it was lost or has no memory, a group of networks where
 * it refuses them. `onNote` hears of it in a sentence.
 */
export function gpuSimulator(gpu: Pick<GpuDesk, 'run'>, pool: Pool, onNote: (note: string) => void): Simulator {
  const workers = poolSimulator(pool);
  /** Aborted when the workers do the rest: what still waits for a GPU goes to them at once. */
  const over = new AbortController();
  const runOn = gpuRunner(gpu, pool, over.signal);
  const refused = new Set<string>();

  function turnAway(fault: GpuFault, task: SimulateTask): void {
    if (fault.kind !== 'refused') {
      if (!over.signal.aborted) onNote(`${describeFault(fault)} The CPU does the rest.`);
      over.abort(fault);
      return;
    }
    if (!refused.has(groupKey(task))) onNote(`${describeFault(fault)} The CPU does what it refused.`);
    refused.add(groupKey(task));
  }

  return {
    width: Math.max(workers.width, gpuWidth),
    async simulate(task, options) {
      if (!over.signal.aborted && !refused.has(groupKey(task))) {
        try {
          return await runOn(task, options);
        } catch (error) {
          if (!(error instanceof GpuFault)) throw error;
          turnAway(error, task);
          options.onProgress?.(0);
        }
      }
      return workers.simulate({ ...task, settings: simulatedBy(task.settings, 'simd') }, options);
    },
  };
}

/** The GPU alone: rejects with a GpuFault where it does not do the task, with the reason of `over` once that is aborted. */
export function gpuRunner(
  gpu: Pick<GpuDesk, 'run'>,
  pool: Pool,
  over?: AbortSignal,
): (task: SimulateTask, options: RunOptions) => Promise<Simulated> {
  let packed = 0;
  const packOf = keepLatest(
    keptGroups,
    ({ task }: { readonly task: SimulateTask; readonly signal: AbortSignal | undefined }) => groupKey(task),
    async ({ task: { settings, simulations, calibrations }, signal }) => ({
      id: `networks ${++packed} of ${process.pid}-${performance.now()}`,
      ...(await pool.run({ kind: 'pack', settings, simulations, calibrations }, { signal })),
    }),
  );
  return async (task, { signal, onProgress }) => {
    const { settings, simulations, steps, from, count, analogClasses } = task;
    const [networks, { labels, values }] = await Promise.all([
      packOf({ task, signal }),
      pool.run({ kind: 'samples', settings, from, count }, { signal }),
    ]);
    const { encoding, seed } = simulations[0]!;
    const first = settings.data.offset + from;
    const job = { count, encoding, steps, readouts: settings.readouts, first, seed, labels, analogClasses };
    const known = { ...job, readouts: settings.readouts.length, classes: networks.classes };
    const { tallies, gpu: name } = await gpu.run(
      {
        job,
        networks: { id: networks.id, bytes: networks.bytes },
        samples: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
        checks: networks.populations.map(
          (populations) => (tally: unknown) => checkTally(tally, { ...known, populations }),
        ),
      },
      { signal: eitherOf(signal, over), onProgress },
    );
    return { tallies, engine: gpuInWords(name) };
  };
}

function eitherOf(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one === undefined || other === undefined ? (one ?? other) : AbortSignal.any([one, other]);
}

function groupKey({ simulations }: SimulateTask): string {
  return simulations.map(({ id }) => id).join(' ');
}

function describeFault({ kind, words }: GpuFault): string {
  switch (kind) {
    case 'lost':
      return `The GPU was lost: ${words}.`;
    case 'outOfMemory':
      return `The GPU ran out of memory: ${words}.`;
    case 'refused':
      return `The GPU cannot simulate some networks: ${words}.`;
    case 'broken':
      return `The GPU failed: ${words}.`;
    case 'gone':
      return `There is no GPU: ${words}.`;
  }
}
