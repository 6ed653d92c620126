import type { OpenedFiles } from '../../../src/shared/api/engineViews.ts';
import { mergeTallies } from '../../../src/shared/metrics/mergeTallies.ts';
import type { Tally } from '../../../src/shared/metrics/tally.ts';
import { uniform } from '../../../src/shared/random.ts';
import type { RunRecord } from '../../../src/shared/results/runRecord.ts';
import type { SweepPlan, SweepSettings } from '../../../src/shared/sweep/plan.ts';
import { planSweep } from '../../../src/shared/sweep/planSweep.ts';
import { type Shard, shardsOf } from '../../../src/shared/sweep/shards.ts';
import { overlaps } from '../../../src/main/engine/engine.ts';
import { runsOf } from '../../../src/shared/sweep/shards.ts';
import type { Engine } from '../../../src/main/engine/engine.ts';

/** A sweep of which every count is a function of simulation and sample, as a simulator's is. */
export const settings: SweepSettings = {
  model: { path: 'a.keras', sha256: 'aa' },
  data: { path: 'd.npz', sha256: 'dd', split: 'test', offset: 7, count: 30, scaling: 'unit' },
  presets: ['rueckauer'],
  changes: [{}],
  encodings: [{ kind: 'constantCurrent' }, { kind: 'poisson', maxRate: 500 }],
  thresholds: [0.8, 1],
  readouts: [{ kind: 'spikeCount' }, { kind: 'membranePotential' }],
  durations: [3],
  seeds: [1, 2],
  timeStep: 1,
  calibration: { split: 'train', samples: 100 },
};

export const provenance = { spikebench: '1.0.0', node: '20.0.0', platform: 'linux x64' };
const evaluated = 250;

export function filesOf({ model, data }: SweepSettings): OpenedFiles {
  const labels = Array.from({ length: data.count }, (_, i) => i % 3);
  return { model, data, splits: ['test'], labels, classNames: ['a', 'b', 'c'] };
}

/** An engine that counts without simulating; everything around it is real. `failing`: index of a simulation that never comes to an end. */
export function syntheticEngine(failing: number | null = null): Pick<Engine, 'sweep'> {
  return {
    async sweep({ settings: asked, files, store, provenance: made, only }) {
      const plan = planSweep(asked);
      const shards = only ?? shardsOf(plan);
      const done = new Map<string, Tally[]>();
      for (const { simulation, tally } of store?.finished ?? []) {
        done.set(simulation, [...(done.get(simulation) ?? []), tally]);
      }
      for (const shard of shards) {
        for (const index of plan.groups[shard.group]!) {
          if (index === failing) continue;
          const { id } = plan.simulations[index]!;
          if (done.get(id)?.some(({ from }) => from === asked.data.offset + shard.from)) continue;
          const tally = tallyOf(plan, index, shard);
          await store?.append([{ simulation: id, tally }]);
          done.set(id, [...(done.get(id) ?? []), tally]);
        }
      }
      const record = recordOf(plan, files, shards, (index) => done.get(plan.simulations[index]!.id) ?? [], failing);
      return { record: { ...record, provenance: { ...made, engine: 'simd' } }, finished: 1, total: 1, backend: 'wasm' };
    },
  };
}

function recordOf(
  plan: SweepPlan,
  { labels, classNames }: OpenedFiles,
  shards: readonly Shard[],
  partsOf: (simulation: number) => readonly Tally[],
  failing: number | null,
): RunRecord {
  const { count } = plan.settings.data;
  const isEvaluated = runsOf(count, evaluated).flatMap((run) =>
    Array.from({ length: run.count }, () => shards.some(overlaps(run))),
  );
  const predictions = isEvaluated.map((isKnown, sample) => (isKnown ? (sample * 7) % 3 : 0));
  const groups = new Set(shards.map(({ group }) => group));
  const isOwn = (simulation: number): boolean => [...groups].some((group) => plan.groups[group]!.includes(simulation));
  return {
    schema: 2,
    settings: plan.settings,
    provenance: { ...provenance, engine: 'simd' },
    analog: {
      correct: labels!.filter((label, sample) => label === predictions[sample]).length,
      predictions,
      work: { macs: 5, additions: 6 },
    },
    labels: labels!,
    classNames,
    cells: plan.cells.map((cell) => {
      const parts = partsOf(cell.simulation);
      const isWhole = parts.reduce((sum, part) => sum + part.count, 0) === count;
      return {
        ...cell,
        tally: isWhole ? mergeTallies(parts) : null,
        failure: cell.simulation === failing && isOwn(failing) ? 'It failed.' : null,
        notes: isOwn(cell.simulation) ? [`Note on ${cell.simulation}`] : [],
        work: isOwn(cell.simulation) ? { neurons: cell.simulation, currentMacs: 3 } : null,
      };
    }),
  };
}

function tallyOf(plan: SweepPlan, simulation: number, { from, count }: Shard): Tally {
  const { offset } = plan.settings.data;
  return mergeTallies(
    Array.from({ length: count }, (_, i): Tally => {
      const sample = from + i;
      const draw = (what: number, most: number): number =>
        Math.floor(uniform('drawing', simulation, sample, what, 0) * (most + 1));
      const counted = (what: number, most: number): number[] =>
        Array.from({ length: plan.steps }, (_unused, step) => draw(10 * what + step, most));
      return {
        from: offset + sample,
        count: 1,
        analogCorrect: draw(1, 1),
        readouts: plan.settings.readouts.map((_unused, r) => ({
          correct: counted(10 + r, 1),
          agreement: counted(20 + r, 1),
          tied: counted(30 + r, 1),
          predictions: [draw(2, 2)],
          kept: counted(40 + r, 1),
          courses: null,
        })),
        spikes: counted(50, 1000),
        synapticOperations: counted(60, 100_000),
        populations: ['input', 'dense'],
        populationSpikes: [[draw(3, 50), draw(4, 50)]],
      };
    }),
  );
}
