// Parity first, then time: npm run bench -- [--quick] [--long] [--json] [--only kernels,networks,engines,workers,dense,sharing,startup]
// Loops that were tried and not kept: node scripts/run.mjs test/bench/experiments.ts
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureDense } from './dense.ts';
import { type EngineRow, engineSettings, measureEngines } from './engines.ts';
import { createInProcessPool } from './inProcess.ts';
import { measureKernels } from './kernels.ts';
import { measureLongRun } from './longRun.ts';
import { describeMachine } from './machine.ts';
import { measureNetworks } from './networks.ts';
import { checkParity, notebookSettings, prepareCases } from './parity.ts';
import { describeReport, type Report } from './report.ts';
import { measureRoofline } from './roofline.ts';
import { measureSharing } from './sharing.ts';
import { measureStartUp } from './startUp.ts';
import { checkTargets } from './targets.ts';
import { measureWholeNetwork } from './wholeNetworks.ts';
import { measureScaling, type Scaling } from './workers.ts';
import { chooseSubjects, demoSubject } from './workloads.ts';

const parts = ['kernels', 'networks', 'engines', 'workers', 'dense', 'sharing', 'startup'] as const;
type Part = (typeof parts)[number] | 'long';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const wanted = new Set<string>([...(values.only?.split(',') ?? parts), ...(values.long ? ['long'] : [])]);
const effort = values.quick
  ? {
      samples: 10,
      compared: 1,
      enginesCompared: 10,
      rounds: 2,
      workerSamples: 200,
      workerRounds: 1,
      sweepSamples: 3,
      starts: 2,
    }
  : {
      samples: 60,
      compared: 3,
      enginesCompared: 100,
      rounds: 3,
      workerSamples: 800,
      workerRounds: 3,
      sweepSamples: 8,
      starts: 7,
    };

const report = await measure();
console.log(values.json ? JSON.stringify(report) : describeReport(report));
if (!report.equal) process.exitCode = 1;

async function measure(): Promise<Report> {
  const machine = describeMachine();
  const pool = createInProcessPool();
  const entries = { cli: builtScript('cli.js'), worker: builtScript('worker.js') };
  const { cnn, mlp } = chooseSubjects();
  const subjects = mlp === null ? [cnn] : [cnn, mlp];
  const say = (what: string): void => void process.stderr.write(`${what} ...\n`);

  say('parity');
  const settings = notebookSettings.map((flags) => ({ ...flags, limit: String(effort.samples) }));
  const cases = await prepareCases(pool, subjects, settings);
  const parity = cases.map((each) => checkParity(each, effort.compared));
  const part = async <Result>(name: Part, run: () => Promise<Result> | Result): Promise<Result | null> => {
    if (!wanted.has(name) || parity.some(({ equal }) => !equal)) return null;
    say(name);
    return run();
  };
  const measured = {
    kernels: await part('kernels', () => measureKernels(values.quick ? [0.05, 0.1] : undefined)),
    synthetic: await part('kernels', measureNetworks),
    networks: await part('networks', () => cases.map((each) => measureWholeNetwork(each, effort.rounds))),
    engines: await part('engines', async () => {
      const asked = engineSettings.map((flags) => ({ ...flags, limit: String(effort.enginesCompared) }));
      const rows: EngineRow[] = [];
      for (const each of await prepareCases(pool, [demoSubject], asked)) {
        rows.push(...(await measureEngines(each, effort.enginesCompared)));
      }
      return rows;
    }),
    dense: await part('dense', async () => {
      const rows = [];
      for (const subject of subjects) rows.push(await measureDense(pool, subject, effort.samples, effort.rounds));
      return rows;
    }),
    sharing: await part('sharing', () => measureSharing(pool, cnn, mlp, effort.sweepSamples, effort.rounds)),
    startUp: await part('startup', () => measureStartUp(entries, cnn, demoSubject, effort.starts)),
    scaling: await part('workers', async () => {
      const rows: Scaling[] = [];
      for (const subject of subjects) {
        for (const flags of [notebookSettings[0]!, notebookSettings[2]!]) {
          const samples = subject === mlp ? Math.min(10_000, effort.workerSamples * 12) : effort.workerSamples;
          const limited = { ...flags, limit: String(samples) };
          rows.push(
            await measureScaling(entries.worker, subject, limited, availableParallelism(), effort.workerRounds),
          );
        }
      }
      return rows;
    }),
    long: await part('long', () => measureLongRun(entries.worker, cnn, 10_000, 2)),
  };
  const equal = [
    ...parity.map((row) => row.equal),
    ...(measured.kernels ?? []).map((row) => row.equal),
    ...(measured.synthetic ?? []).map((row) => row.equal),
    ...(measured.engines ?? []).map((row) => row.agrees),
    ...(measured.scaling ?? []).map((row) => row.equal),
  ].every(Boolean);
  const found = { machine, equal, parity, roofline: measureRoofline(), ...measured };
  return { ...found, targets: checkTargets(found) };
}

/** A script of the Node side, built beside this one by `scripts/run.mjs --with`. */
function builtScript(name: string): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return join(basename(here) === 'chunks' ? dirname(here) : here, name);
}
