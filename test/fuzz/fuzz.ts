import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createChance } from './chance.ts';
import { mutateFile } from './mutateFile.ts';
import { readForFuzzer } from './reader.ts';
import { startReader } from './readerProcess.ts';
import { type StartFile, startFiles } from './startFiles.ts';

/**
 * Fuzzing by mutation: `npm run fuzz -- --count 10000 --seed 1`. Files of every format are damaged and read, each in a process with a
 * deadline and a limit on memory. Every outcome must be a value or a Problem; what is not is kept in .cache/fuzz, and the exit code is 1.
 */

/** ms for one file, and bytes of memory of the process that reads one after the other. */
const deadline = 20_000;
const memoryLimit = 1.5 * 2 ** 30;

interface Figures {
  readonly outcomes: Map<string, number>;
  slowest: { name: string; milliseconds: number };
  memory: number;
  readonly failures: { readonly name: string; readonly why: string }[];
}

async function fuzz(count: number, seed: number, first: number): Promise<Figures> {
  const files = await startFiles('test/corpus/files');
  const figures: Figures = { outcomes: new Map(), slowest: { name: '', milliseconds: 0 }, memory: 0, failures: [] };
  const reader = startReader(fileURLToPath(import.meta.url), deadline);
  for (let number = first; number < first + count; number++) {
    const { file, bytes } = await mutant(files, seed, number);
    const name = `${seed}-${number}-${file.name}`;
    const reading = await reader.read({ reader: file.reader, name: file.name, bytes });
    const why = 'lost' in reading ? reading.lost : reading.bug;
    if (why !== null) {
      figures.failures.push({ name, why });
      await mkdir('.cache/fuzz', { recursive: true });
      await writeFile(join('.cache/fuzz', name), bytes);
    }
    if ('lost' in reading) continue;
    const outcome = reading.outcome ?? 'bug';
    figures.outcomes.set(outcome, (figures.outcomes.get(outcome) ?? 0) + 1);
    figures.memory = Math.max(figures.memory, reading.memory);
    if (reading.milliseconds > figures.slowest.milliseconds)
      figures.slowest = { name, milliseconds: reading.milliseconds };
  }
  reader.close();
  return figures;
}

/** The sound files are taken as often as all of the corpus together. */
async function mutant(files: readonly StartFile[], seed: number, number: number) {
  const chance = createChance(seed, number);
  const sound = files.slice(0, 12);
  const file = chance.happens(0.5) ? chance.pick(sound) : chance.pick(files);
  return { file, bytes: await mutateFile(file.bytes, chance.pick(files).bytes, chance) };
}

function describe(
  count: number,
  seed: number,
  seconds: number,
  { outcomes, slowest, memory, failures }: Figures,
): string {
  const rows = [...outcomes]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, times]) => `  ${String(times).padStart(6)}  ${name}`);
  return [
    `${count} mutated files (seed ${seed}) in ${seconds.toFixed(0)} s, ${failures.length} failures`,
    ...rows,
    `slowest ${(slowest.milliseconds / 1000).toFixed(2)} s (${slowest.name}); largest memory ${Math.round(memory / 2 ** 20)} MiB`,
    ...failures.map(({ name, why }) => `FAILED ${name}: ${why}`),
  ].join('\n');
}

if (process.argv.includes('--read')) {
  readForFuzzer(memoryLimit);
} else {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      first: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
    },
  });
  const [count, seed, first] = [Number(values.count), Number(values.seed), Number(values.first)];
  const started = performance.now();
  const figures = await fuzz(count, seed, first);
  const { outcomes, slowest, memory, failures } = figures;
  console.log(
    values.json
      ? JSON.stringify({ count, outcomes: Object.fromEntries(outcomes), slowest, memory, failures })
      : describe(count, seed, (performance.now() - started) / 1000, figures),
  );
  process.exitCode = failures.length === 0 ? 0 : 1;
}
