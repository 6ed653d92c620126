import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import { type Hdf5Group, writeHdf5 } from '../../../src/shared/bytes/hdf5Write.ts';
import { writeZip } from '../../../src/shared/bytes/zip.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import { readModel } from '../../../src/shared/model/readModel.ts';
import { describeProblem, WorkbenchError } from '../../../src/shared/problems/problems.ts';

type Json = Readonly<Record<string, unknown>>;

/** A layer of a saved configuration. */
export function layer(className: string, name: string, config: Json = {}, inboundNodes?: readonly unknown[]): Json {
  const nodes = inboundNodes === undefined ? {} : { name, inbound_nodes: inboundNodes };
  return { class_name: className, config: { name, ...config }, ...nodes };
}

export const inputLayer = (shape: readonly (number | null)[]): Json =>
  layer('InputLayer', 'input', { batch_shape: [null, ...shape] });

export function sequential(...layers: readonly Json[]): { readonly class_name: string; readonly config: Json } {
  return { class_name: 'Sequential', config: { name: 'sequential', layers } };
}

/** Arrays of a layer, filled with 0.5. */
export function variables(...shapes: readonly (readonly number[])[]): Hdf5Group {
  const datasets = shapes.map((shape, i) => {
    const data = new Float32Array(shape.reduce((product, extent) => product * extent, 1)).fill(0.5);
    return [`${i}`, { shape, data }] as const;
  });
  return { groups: { vars: { datasets: Object.fromEntries(datasets) } } };
}

/** A `.keras` archive of a configuration and weights. */
export async function kerasArchive(config: unknown, weights: Hdf5Group): Promise<Uint8Array<ArrayBuffer>> {
  const text = new TextEncoder();
  return writeZip(
    new Map([
      ['metadata.json', text.encode('{"keras_version": "3.15.1"}')],
      ['config.json', text.encode(JSON.stringify(config))],
      ['model.weights.h5', await writeHdf5(weights)],
    ]),
  );
}

/** What the user reads when this file is opened, or the graph. */
export async function opened(bytes: Uint8Array<ArrayBuffer>, name = 'model.keras'): Promise<ModelGraph | string> {
  return readModel(bytesInMemory(name, bytes)).catch((error: unknown) => {
    if (error instanceof WorkbenchError) return describeProblem(error.problem);
    throw error;
  });
}

/** Names and shapes of the graph's entries; the line that the user reads where there is no graph. */
export async function outline(bytes: Uint8Array<ArrayBuffer>): Promise<readonly string[] | string> {
  const graph = await opened(bytes);
  return typeof graph === 'string' ? graph : graph.layers.map(({ name, shape }) => `${name} ${shape.join('x')}`);
}
