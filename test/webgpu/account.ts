// Counts what the WebGPU engine reads, writes and adds for a network, from its own buffers and from the spikes of real samples, and what
// published figures of graphics cards make of it: node scripts/run.mjs test/webgpu/account.ts [--duration 200] [--samples 20] [--batch 200]
// Prints the tables of docs/gpu.md.
import { parseArgs } from 'node:util';
import type { Kernel } from '../../src/renderer/webgpu/kernel.ts';
import { planNetworks } from '../../src/renderer/webgpu/networksPlan.ts';
import { populationSize } from '../../src/shared/conversion/network.ts';
import { simdEngine } from '../../src/shared/simulation/kernels/simd.ts';
import { createInProcessPool } from '../bench/inProcess.ts';
import { chooseSubjects, demoSubject, type Flags, prepare, type Subject } from '../bench/workloads.ts';
import { assumptions, cards, eventRates } from './cards.ts';
import { type Arrivals, countArrivals } from './countArrivals.ts';

const { values } = parseArgs({
  options: {
    duration: { type: 'string', default: '200' },
    samples: { type: 'string', default: '20' },
    batch: { type: 'string', default: '200' },
  },
});

const batch = Number(values.batch);
/** Steps of a block where there is room, as `batchSize.ts` of the engine has it. */
const blockSteps = 32;

const pool = createInProcessPool();
const { cnn } = chooseSubjects();
const cases: readonly (readonly [Subject, Flags])[] = [
  [cnn, { preset: 'rueckauer', encoding: 'constant-current' }],
  [cnn, { preset: 'annarchy', encoding: 'intrinsically-bursting' }],
  [demoSubject, { preset: 'calibrated', encoding: 'constant-current' }],
];
for (const [subject, flags] of cases) await account(subject, flags);

async function account(subject: Subject, flags: Flags): Promise<void> {
  const all = { ...flags, duration: values.duration, limit: values.samples };
  const { networks, plan: sweep, samples } = await prepare(pool, subject, all);
  const network = networks[0]!;
  const { encoding, seed } = sweep.simulations[0]!;
  const loaded = simdEngine.load([network], encoding, sweep.steps);
  const arrivals = samples.map((pixels, sample) =>
    countArrivals(network, encoding, loaded.simulate(pixels, { seed, sample }, { trains: true })[0]!),
  );
  const plan = planNetworks([network], encoding, sweep.steps, blockSteps);
  const held = plan.buffers.reduce((sum, { fixed, perSample }) => sum + fixed + perSample * batch, 0);
  const mean = network.populations.map((_, index) => meanOf(arrivals.map((each) => each[index]!)));
  const blocks = Math.ceil(sweep.steps / plan.blockSteps);

  console.log(`\n### ${subject.name}, \`${flags['preset']}\`, ${flags['encoding']}, ${sweep.steps} steps\n`);
  console.log('| kernel | threads | tables, KB | a block, KB | million weights added | million words looked at |');
  console.log('|---|---:|---:|---:|---:|---:|');
  for (const kernel of plan.advance) {
    const own = network.populations.findIndex(({ name }) => kernel.label === `${name}: steps`);
    const row = own === -1 ? null : mean[own]!;
    console.log(
      `| ${[kernel.label, kernel.threads(1, plan.blockSteps).toLocaleString('en'), kilo(fixedBytes(kernel)), kilo(sampleBytes(kernel)), row === null ? '' : million(row.additions), row === null ? '' : million(row.looks)].join(' | ')} |`,
    );
  }
  const events = mean.reduce(
    (sum, { additions, looks, updates, widening }) => sum + (additions + looks) * widening + updates,
    0,
  );
  const prepared = mean.reduce((sum, row) => sum + row.prepared, 0);
  /** Clocks of the longest thread of every kernel, one after the other, in a block: a batch takes no less, however small. */
  const waiting = mean.reduce((sum, { additions, looks }, index) => {
    const steps = (sweep.steps / blocks) * assumptions.clocksPerEvent;
    const neurons = populationSize(network.populations[index]!);
    return sum + ((additions + looks) / neurons / sweep.steps) * steps;
  }, 0);
  const bytes =
    blocks * plan.advance.reduce((sum, kernel) => sum + sampleBytes(kernel) + fixedBytes(kernel) / batch, 0);
  const launches = plan.prepare.length + blocks * plan.advance.length;
  console.log(
    `\nA sample: ${million(events)} million events (weights added, words looked at, neurons updated), ${million(prepared)} million products before the first step, ` +
      `${(bytes / 1e6).toFixed(1)} MB to and from memory if no cache kept anything between kernels, and ${(launches / batch).toFixed(1)} launches (${launches} a batch of ${batch}, in ${blocks} blocks of ${plan.blockSteps} steps). The batch holds ${(held / 1e6).toFixed(0)} MB on the card.\n`,
  );
  console.log('| card | memory | peak additions | events | waiting | launches | expected, samples/s |');
  console.log('|---|---:|---:|---:|---:|---:|---:|');
  for (const card of cards) {
    const memory = (card.bandwidth * 1e9) / bytes;
    const [least, most] = eventRates(card).map((rate) => (rate * 1e9) / events);
    const [fast, slow] = assumptions.launch.map((time) => (batch * 1e6) / (launches * time));
    const longest = (batch * card.clock * 1e9) / (blocks * waiting);
    const low = 1 / (1 / least! + 1 / slow! + 1 / memory + 1 / longest);
    const high = Math.min(most!, fast!, memory, longest);
    const peak = (card.peak * 1e12) / 2 / mean.reduce((sum, { additions }) => sum + additions, 0);
    console.log(
      `| ${[card.name, round(memory), round(peak), `${round(least!)} to ${round(most!)}`, round(longest), `${round(slow!)} to ${round(fast!)}`, `**${round(low)} to ${round(high)}**`].join(' | ')} |`,
    );
  }
}

function meanOf(all: readonly Arrivals[]): Arrivals {
  const mean = (of: (each: Arrivals) => number) => all.reduce((sum, each) => sum + of(each), 0) / all.length;
  return {
    additions: mean(({ additions }) => additions),
    looks: mean(({ looks }) => looks),
    updates: mean(({ updates }) => updates),
    prepared: mean(({ prepared }) => prepared),
    widening: all[0]!.widening,
  };
}

/** Bytes that a kernel reads whatever the batch: weights and tables. */
function fixedBytes({ bindings }: Kernel): number {
  return bindings.reduce((sum, { buffer }) => sum + buffer.fixed, 0);
}

/** Bytes of its buffers for a sample, those that it changes twice. */
function sampleBytes({ bindings }: Kernel): number {
  return bindings.reduce((sum, { buffer, access }) => sum + buffer.perSample * (access === 'read' ? 1 : 2), 0);
}

function kilo(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

function million(count: number): string {
  return (count / 1e6).toPrecision(3);
}

function round(count: number): string {
  return Number(count.toPrecision(2)).toLocaleString('en');
}
