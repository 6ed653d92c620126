import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseShards } from '../../src/main/cluster/chooseShards.ts';
import { readShards } from '../../src/main/cluster/findShards.ts';
import { makeFolder } from '../../src/main/cluster/makeFolder.ts';
import { mergeShards } from '../../src/main/cluster/mergeShards.ts';
import { shardLines, shardPath, shardsFolder } from '../../src/main/cluster/shardFile.ts';
import { simulationsOfShards } from '../../src/main/engine/prepareSimulations.ts';
import { createPieceWriter } from '../../src/main/store/writePieces.ts';
import { uniform } from '../../src/shared/random.ts';
import { packNumber } from '../../src/shared/metrics/smallNumbers.ts';
import type { Courses, Tally } from '../../src/shared/metrics/tally.ts';
import { partitionSweep } from '../../src/shared/sweep/partition.ts';
import type { SweepSettings } from '../../src/shared/sweep/plan.ts';
import { planSweep } from '../../src/shared/sweep/planSweep.ts';
import { runsOf } from '../../src/shared/sweep/shards.ts';

/**
 * What planning and merging cost against the number of cells: node --expose-gc scripts/run.mjs test/bench/mergeScale.ts [cells] [samples] [steps] [shards].
 * The shards hold what real ones hold, with counts from a generator in place of a simulation.
 */

const [cells = 10_000, samples = 100, steps = 100, shards = 40] = process.argv.slice(2).map(Number);
const populations = ['input', 'conv1', 'conv2', 'dense1', 'output'];

const settings: SweepSettings = {
  model: { path: 'model.keras', sha256: 'a'.repeat(64) },
  data: { path: 'data.npz', sha256: 'b'.repeat(64), split: 'test', offset: 0, count: samples, scaling: 'unit' },
  presets: ['rueckauer'],
  changes: [{}],
  encodings: [{ kind: 'constantCurrent' }, { kind: 'poisson', maxRate: 1000 }],
  thresholds: Array.from({ length: Math.ceil(cells / 22) }, (_, index) => 0.5 + index / 1000),
  readouts: [{ kind: 'membranePotential' }],
  durations: [steps],
  // Constant current is simulated once for all seeds: cells are seeds + 1 simulations for each threshold.
  seeds: Array.from({ length: 11 }, (_, index) => index + 1),
  timeStep: 1,
  calibration: { split: 'train', samples: 500 },
};

const secondsSince = (start: number): string => `${((performance.now() - start) / 1000).toFixed(2)} s`;
const folder = mkdtempSync(join(tmpdir(), 'spikebench-'));
try {
  const planned = performance.now();
  const plan = planSweep(settings);
  const parts = partitionSweep(plan, shards);
  console.log(
    `plan of ${plan.cells.length} cells, ${plan.simulations.length} simulations, ${parts.length} shards: ${secondsSince(planned)}`,
  );
  await makeFolder(join(folder, shardsFolder));
  const labels = Array.from({ length: samples }, (_, sample) => sample % 10);
  const common = {
    classNames: Array.from('0123456789'),
    analogWork: { macs: 1_000_000, additions: 1000 },
    samples: runsOf(samples, 250).map(({ from, count }) => ({
      from,
      labels: labels.slice(from, from + count),
      predictions: labels.slice(from, from + count),
    })),
  };
  let bytes = 0;
  for (const shard of parts) {
    const path = shardPath(folder, shard);
    const own = simulationsOfShards(plan, shard.pieces).map((index) => plan.simulations[index]!.id);
    const simulations = Object.fromEntries(
      own.map((id) => [
        id,
        {
          failure: null,
          notes: ['Dropout "dropout" does nothing after training and is left out.'],
          work: { neurons: 5000, currentMacs: 0 },
        },
      ]),
    );
    const head = {
      format: 'spikebench shard',
      schema: 1,
      id: shard.id,
      number: shard.number,
      of: shard.of,
      settings,
      provenance: { spikebench: '0', engine: 'simd', node: '20', platform: 'linux x64' },
      backend: 'wasm',
    } as const;
    const writer = await createPieceWriter(path);
    for (const line of shardLines(head, { ...common, simulations }, resultsOf(shard))) await writer.write(line);
    await writer.finish();
    bytes += statSync(path).size;
  }
  console.log(`${parts.length} files, ${(bytes / 1e6).toFixed(0)} MB`);

  const memory = watchMemory();
  const started = performance.now();
  const before = process.cpuUsage();
  const found = await readShards([folder]);
  const read = secondsSince(started);
  chooseShards(found, '0');
  const out = join(folder, 'out');
  await makeFolder(out);
  await mergeShards(found, out, { version: '0' });
  const used = process.cpuUsage(before);
  const cpu = ((used.user + used.system) / 1e6).toFixed(2);
  const size = (name: string): string => `${(statSync(join(out, name)).size / 1e6).toFixed(0)} MB`;
  console.log(
    `merge: ${cpu} s of processor, ${secondsSince(started)} by the wall (${read} to check the shards), at most ${memory()} MB resident`,
  );
  console.log(`results.csv ${size('results.csv')}, run.json ${size('run.json')}`);

  function* resultsOf({ pieces }: (typeof parts)[number]) {
    // As a shard is written: the pieces of a group, which follow each other, as one.
    for (const group of new Set(pieces.map((piece) => piece.group))) {
      const own = pieces.filter((piece) => piece.group === group);
      const count = own.reduce((sum, piece) => sum + piece.count, 0);
      for (const index of plan.groups[group]!) {
        yield { simulation: plan.simulations[index]!.id, tally: tallyOf(index, own[0]!.from, count) };
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function tallyOf(simulation: number, from: number, count: number): Tally {
  const curve = (what: number, most: number): number[] =>
    Array.from({ length: steps }, (_, step) =>
      Math.floor(most * (1 - Math.exp(-(step + 1) / 20)) * (0.9 + 0.1 * uniform('drawing', simulation, step, what, 0))),
    );
  const correct = curve(1, count);
  return {
    from,
    count,
    analogCorrect: count,
    readouts: [
      {
        correct,
        agreement: correct,
        tied: curve(2, count / 10),
        predictions: Array.from({ length: count }, (_, sample) => (from + sample) % 10),
        kept: correct,
        courses: coursesOf(count),
      },
    ],
    spikes: curve(3, 2000 * count),
    synapticOperations: curve(4, 500_000 * count),
    populations,
    populationSpikes: Array.from({ length: count }, (_, sample) =>
      populations.map((_name, p) => 100 * p + ((sample * 7) % 90)),
    ),
  };
}

/** Three changes of the class and five levels of the margin for each sample: what a network that settles leaves. */
function coursesOf(count: number): Courses {
  const each = (numbers: readonly number[]): string => numbers.map(packNumber).join('').repeat(count);
  return { classes: each([3, 4, 5, 7, 9, 2, 6, 7]), margins: each([5, 8, 12, 20, 44, 80]), confidences: each([9731]) };
}

/** The most resident memory from now on, in MB. */
function watchMemory(): () => string {
  globalThis.gc?.();
  let most = process.memoryUsage.rss();
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  return () => {
    clearInterval(timer);
    return (Math.max(most, process.memoryUsage.rss()) / 1e6).toFixed(0);
  };
}
