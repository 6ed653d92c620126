import type { SpikingNetwork } from '../../src/shared/conversion/network.ts';
import { simdEngine } from '../../src/shared/simulation/kernels/simd.ts';
import type { Simulation } from '../../src/shared/sweep/plan.ts';
import type { TaskPool } from './inProcess.ts';
import { meanOverSamples, processorTimeDuring } from './timing.ts';
import { type Flags, prepare, type Prepared, type Subject } from './workloads.ts';

/** What a sweep costs against its parts: processor time of the worker's own tasks, tallies included, in this process. */
export interface SharingRow {
  readonly network: string;
  readonly sweep: string;
  readonly against: string;
  readonly cells: number;
  readonly simulations: number;
  /** ms per sample: the sweep, and what it is held against. */
  readonly milliseconds: number;
  readonly alone: number;
  readonly ratio: number;
}

const durations = '20 to 200 step 20';
const readouts = 'spike-count,membrane-potential,time-to-first-spike,time-to-3-spikes';
const thresholds = '0.8 to 1.2 step 0.1';

export async function measureSharing(
  pool: TaskPool,
  cnn: Subject,
  mlp: Subject | null,
  samples: number,
  rounds: number,
): Promise<readonly SharingRow[]> {
  const rows: SharingRow[] = [];
  for (const subject of mlp === null ? [cnn] : [cnn, mlp]) {
    // The MLP takes a hundredth of the time: more of it, so that compilation has long been done.
    rows.push(
      subject === mlp
        ? await measureReadouts(pool, subject, 60 * samples, 5 * rounds)
        : await measureReadouts(pool, subject, samples, rounds),
    );
  }
  rows.push(
    await measureGrid(pool, cnn, { preset: 'rueckauer', encoding: 'constant,poisson-1000,IB' }, samples, rounds),
  );
  rows.push(await measureGrid(pool, cnn, { preset: 'annarchy', encoding: 'IB,PSO,CPN' }, samples, rounds));
  rows.push(await measureOutputVariants(pool, cnn, samples, rounds));
  return rows;
}

/** Durations and readouts are read from one simulation. */
async function measureReadouts(pool: TaskPool, subject: Subject, samples: number, rounds: number): Promise<SharingRow> {
  const flags = { limit: String(samples), preset: 'rueckauer', encoding: 'constant-current' };
  const cell = await prepare(pool, subject, { ...flags, duration: '200', readout: 'membrane-potential' });
  const sweep = await prepare(pool, subject, { ...flags, duration: durations, readout: readouts });
  const [alone, milliseconds] = await leastOfTurns(rounds, samples, [
    (count) => simulate(pool, cell, cell.plan.groups[0]!, count),
    (count) => simulate(pool, sweep, sweep.plan.groups[0]!, count),
  ]);
  return {
    network: subject.name,
    sweep: '10 durations x 4 readouts',
    against: 'one duration, one readout',
    cells: 40,
    simulations: sweep.plan.simulations.length,
    milliseconds: milliseconds!,
    alone: alone!,
    ratio: milliseconds! / alone!,
  };
}

/** Thresholds under one encoding share the encoded input and one pass over the samples. */
async function measureGrid(
  pool: TaskPool,
  subject: Subject,
  flags: Flags,
  samples: number,
  rounds: number,
): Promise<SharingRow> {
  const grid = await prepare(pool, subject, {
    ...flags,
    limit: String(samples),
    threshold: thresholds,
    readout: 'spike-count',
  });
  const { groups, simulations } = grid.plan;
  const times = await leastOfTurns(rounds, samples, [
    ...groups.map(
      (group): Work =>
        (count) =>
          simulate(pool, grid, group, count),
    ),
    ...simulations.map(
      (_, index): Work =>
        (count) =>
          simulate(pool, grid, [index], count),
    ),
  ]);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const milliseconds = sum(times.slice(0, groups.length));
  const alone = sum(times.slice(groups.length));
  return {
    network: subject.name,
    sweep: `5 thresholds x 3 encodings (${flags['preset']!}: ${flags['encoding']!})`,
    against: `${simulations.length} single simulations`,
    cells: grid.plan.cells.length,
    simulations: simulations.length,
    milliseconds,
    alone,
    ratio: milliseconds / alone,
  };
}

/** Networks that agree in all layers but the output share all spikes up to it. */
async function measureOutputVariants(
  pool: TaskPool,
  subject: Subject,
  samples: number,
  rounds: number,
): Promise<SharingRow> {
  const flags = { preset: 'rueckauer', encoding: 'constant-current', limit: String(samples) };
  const { networks, plan, samples: values } = await prepare(pool, subject, flags);
  const variants = Array.from({ length: 15 }, (_, n) => withOutputThreshold(networks[0]!, 0.8 + n * 0.03));
  const { encoding } = plan.simulations[0]!;
  const [alone, milliseconds] = [[networks[0]!], variants].map((some) => {
    const loaded = simdEngine.load(some, encoding, plan.steps);
    return meanOverSamples(
      values.length,
      rounds,
      (sample) => void loaded.simulate(values[sample]!, { seed: 1, sample }),
    );
  });
  return {
    network: subject.name,
    sweep: '15 thresholds of the output alone (the engine without tallies)',
    against: 'one simulation',
    cells: 15,
    simulations: 15,
    milliseconds: milliseconds!,
    alone: alone!,
    ratio: milliseconds! / alone!,
  };
}

function withOutputThreshold(network: SpikingNetwork, factor: number): SpikingNetwork {
  const populations = network.populations.map((population, index) => {
    const { dynamics } = population;
    if (index !== network.outputs.spiking || dynamics.kind !== 'integrateAndFire') return population;
    return { ...population, dynamics: { ...dynamics, threshold: dynamics.threshold.map((value) => value * factor) } };
  });
  return { ...network, populations };
}

/** The task of a worker: all samples through some simulations of the plan. */
async function simulate(
  pool: TaskPool,
  { plan, calibrations: all }: Prepared,
  group: readonly number[],
  count: number,
): Promise<void> {
  const simulations: readonly Simulation[] = group.map((index) => plan.simulations[index]!);
  const calibrations = group.map((index) => all[index]!);
  const { settings, steps } = plan;
  const analogClasses = Array.from({ length: count }, () => 0);
  await pool.run({ kind: 'simulate', settings, simulations, calibrations, steps, from: 0, count, analogClasses });
}

type Work = (count: number) => Promise<void>;

/** ms of processor time per sample of each piece of work: the least of some turns. Loading is done before, by a sample that does not count. */
async function leastOfTurns(rounds: number, samples: number, works: readonly Work[]): Promise<readonly number[]> {
  const least = works.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    for (const [index, work] of works.entries()) {
      await work(1);
      least[index] = Math.min(least[index]!, (await processorTimeDuring(() => work(samples))) / samples);
    }
  }
  return least;
}
