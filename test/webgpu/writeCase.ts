import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packNetworks } from '../../src/shared/simulation/packNetwork.ts';
import { prepare, type Flags, type Subject } from '../bench/workloads.ts';
import type { TaskPool } from '../bench/inProcess.ts';
import type { CaseHead } from './pageChecks.ts';

/** Converts a network as a worker does and writes it, its samples and what describes them to files that the page fetches. */
export async function writeCase(
  pool: TaskPool,
  folder: string,
  { name, subject, samples, flags }: { name: string; subject: Subject; samples: number; flags: Flags },
): Promise<void> {
  const prepared = await prepare(pool, subject, { ...flags, limit: String(samples) });
  const { simulations, settings, steps } = prepared.plan;
  const { encoding, seed } = simulations[0]!;
  const head: CaseHead = { encoding, seed, steps, readouts: settings.readouts, samples: prepared.samples.length };
  const values = new Float32Array(prepared.samples.flatMap((sample) => [...sample]));
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(join(folder, `${name}.json`), JSON.stringify(head)),
    writeFile(join(folder, `${name}.samples`), new Uint8Array(values.buffer)),
    writeFile(join(folder, `${name}.networks`), packNetworks([prepared.networks[0]!])),
  ]);
}
