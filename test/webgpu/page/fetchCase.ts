import type { SpikingNetwork } from '../../../src/shared/conversion/network.ts';
import { unpackNetworks } from '../../../src/shared/simulation/packNetwork.ts';
import type { CaseHead } from '../pageChecks.ts';

/** A converted network with samples, in the order of their split. */
export interface PreparedCase extends Omit<CaseHead, 'samples'> {
  readonly network: SpikingNetwork;
  readonly samples: readonly Float32Array[];
}

/** Fetches what `writeCase` wrote. */
export async function fetchCase(name: string): Promise<PreparedCase> {
  const [head, samples, networks] = await Promise.all([
    fetch(`cases/${name}.json`).then((response) => response.json() as Promise<CaseHead>),
    fetchBytes(`cases/${name}.samples`),
    fetchBytes(`cases/${name}.networks`),
  ]);
  const size = samples.byteLength / 4 / head.samples;
  const all = new Float32Array(samples.buffer);
  return {
    ...head,
    network: unpackNetworks(networks)[0]!,
    samples: Array.from({ length: head.samples }, (_, index) => all.subarray(index * size, (index + 1) * size)),
  };
}

async function fetchBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`There is no ${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
