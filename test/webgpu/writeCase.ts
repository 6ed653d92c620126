import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SpikingNetwork } from '../../src/shared/conversion/network.ts';
import { packNetworks } from '../../src/shared/simulation/packNetwork.ts';
import type { TaskPool } from '../bench/inProcess.ts';
import { type Flags, prepare, type Subject } from '../bench/workloads.ts';
import type { CaseHead } from './pageChecks.ts';

/** Converts a network as a worker does, and writes it with samples for the page. */
export async function writeConverted(
  pool: TaskPool,
  folder: string,
  { name, subject, samples, flags }: { name: string; subject: Subject; samples: number; flags: Flags },
): Promise<void> {
  const prepared = await prepare(pool, subject, { ...flags, limit: String(samples) });
  const { simulations, settings, steps } = prepared.plan;
  const { encoding, seed } = simulations[0]!;
  const head = { encoding, seed, steps, readouts: settings.readouts };
  await writeCase(folder, name, head, prepared.networks[0]!, prepared.samples);
}

/** Writes a network, its samples and what describes them to files that the page fetches. */
export async function writeCase(
  folder: string,
  name: string,
  described: Omit<CaseHead, 'samples'>,
  network: SpikingNetwork,
  samples: readonly Float32Array[],
): Promise<void> {
  const head: CaseHead = { ...described, samples: samples.length };
  const values = new Float32Array(samples.flatMap((sample) => [...sample]));
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(join(folder, `${name}.json`), JSON.stringify(head)),
    writeFile(join(folder, `${name}.samples`), new Uint8Array(values.buffer)),
    writeFile(join(folder, `${name}.networks`), packNetworks([network])),
  ]);
}
