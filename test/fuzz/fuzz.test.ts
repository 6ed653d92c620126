import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const figuresSchema = z.object({
  outcomes: z.record(z.string(), z.number()),
  slowest: z.object({ milliseconds: z.number() }),
  memory: z.number(),
  failures: z.array(z.object({ name: z.string(), why: z.string() })),
});

/** A short run of `npm run fuzz`, which says more. */
test('500 mutated files of every format are values or Problems: no crash, no hang, no unbounded memory', async () => {
  const child = spawn(
    process.execPath,
    ['scripts/run.mjs', '--with', 'memoryWatch', 'test/fuzz/fuzz.ts', '--count', '500', '--seed', '6', '--json'].map(
      (part) => (part.endsWith('.mjs') ? join(root, part) : part),
    ),
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await new Promise((resolve) => child.once('close', resolve));
  const { outcomes, slowest, memory, failures } = figuresSchema.parse(JSON.parse(said));
  expect(failures).toEqual([]);
  expect(Object.values(outcomes).reduce((sum, times) => sum + times, 0)).toBe(500);
  // Mutants are of all kinds: some still sound, and Problems of every area that files can give.
  expect(outcomes['value']).toBeGreaterThan(20);
  expect(new Set(Object.keys(outcomes).map((kind) => kind.split(' ')[0]))).toEqual(
    new Set(['value', 'model', 'dataset', 'run', 'project', 'file', 'setting', 'training']),
  );
  expect(slowest.milliseconds).toBeLessThan(15_000);
  expect(memory / 2 ** 20).toBeLessThan(600);
}, 120_000);
