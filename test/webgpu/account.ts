// Counts what the WebGPU engine reads, writes and adds for a network, from its own buffers and from the spikes of real samples, and what
// published figures of graphics cards make of it: node scripts/run.mjs test/webgpu/account.ts [--duration 200] [--samples 20] [--batch 200]
// Prints the tables of docs/gpu.md; --write puts them there.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { planNetworks } from '../../src/renderer/webgpu/networksPlan.ts';
import { simdEngine } from '../../src/shared/simulation/kernels/simd.ts';
import { createInProcessPool } from '../bench/inProcess.ts';
import { chooseSubjects, demoSubject, type Flags, prepare, type Subject } from '../bench/workloads.ts';
import { describeWork, threadsOf } from './describeWork.ts';
import { countArrivals, meanArrivals } from './countArrivals.ts';

const { values } = parseArgs({
  options: {
    duration: { type: 'string', default: '200' },
    samples: { type: 'string', default: '20' },
    batch: { type: 'string', default: '200' },
    write: { type: 'boolean', default: false },
  },
});

/** Steps of a block where there is room, as `batchSize.ts` of the engine has it. */
const blockSteps = 32;

const pool = createInProcessPool();
const { cnn, mlp } = chooseSubjects();
const cases: readonly (readonly [Subject, Flags])[] = [
  [cnn, { preset: 'rueckauer', encoding: 'constant-current' }],
  [cnn, { preset: 'annarchy', encoding: 'intrinsically-bursting' }],
  [demoSubject, { preset: 'calibrated', encoding: 'constant-current' }],
  ...(mlp === null ? [] : [[mlp, { preset: 'rueckauer', encoding: 'poisson-1000' }] as const]),
];
const parts: string[] = [];
for (const [subject, flags] of cases) parts.push(await account(subject, flags));
if (values.write) writeTables('docs/gpu.md', parts.join('\n'));
else console.log(parts.join('\n'));

async function account(subject: Subject, flags: Flags): Promise<string> {
  const all = { ...flags, duration: values.duration, limit: values.samples };
  const { networks, plan: sweep, samples } = await prepare(pool, subject, all);
  const network = networks[0]!;
  const { encoding, seed } = sweep.simulations[0]!;
  const loaded = simdEngine.load([network], encoding, sweep.steps);
  const plan = planNetworks([network], encoding, sweep.steps, blockSteps);
  const threads = threadsOf(network, plan);
  const arrivals = samples.map((pixels, sample) =>
    countArrivals(network, encoding, loaded.simulate(pixels, { seed, sample }, { trains: true })[0]!, threads),
  );
  const title = `### ${subject.name}, \`${flags['preset']}\`, ${flags['encoding']}, ${sweep.steps} steps`;
  return `${title}\n\n${describeWork(network, plan, meanArrivals(arrivals), Number(values.batch))}`;
}

/** Between the marks of the account. */
function writeTables(path: string, tables: string): void {
  const text = readFileSync(path, 'utf8');
  const [begin, end] = ['<!-- counted: begin -->', '<!-- counted: end -->'];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${path} has lost the marks between which the tables stand`);
  writeFileSync(path, `${text.slice(0, from + begin.length)}\n\n${tables}\n\n${text.slice(to)}`);
}
