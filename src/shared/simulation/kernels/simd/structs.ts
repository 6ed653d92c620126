import type { Address, Arena } from './arena.ts';

/** The fields of the kernels' structs in the order of wasm/structs.ts; those of `floatFields` hold single precision, the others words. */
const structFields = {
  spikes: ['pixels', 'channels', 'words', 'masks', 'starts', 'events', 'rows', 'signs', 'listed'],
  // prettier-ignore
  neurons: [
    'spikes', 'pixelBytes', 'potential', 'current', 'decay', 'constant', 'constantStride', 'bias', 'biasStride', 'threshold',
    'thresholdStride', 'floor', 'kept', 'lowerBound', 'record',
  ],
  rows: ['segments', 'weights', 'tileBytes', 'blank', 'list', 'listLimit', 'ends', 'longestRun', 'negative'],
  // prettier-ignore
  code: [
    'leak', 'part', 'before', 'resting', 'refractory', 'rule', 'limit', 'margin', 'free', 'once', 'sent', 'thresholds', 'resets', 'biases',
  ],
  arriving: ['kind', 'synapse', 'amplitudes'],
  fan: ['kind', 'spikes', 'delay', 'pixels', 'channels', 'weights', 'run'],
  traces: ['kind', 'spikes', 'delay', 'trace', 'decay', 'increment', 'values', 'cells'],
  gate: ['spikes', 'source', 'delay', 'rule', 'cells', 'counts', 'arrived', 'before'],
  wires: ['spikes', 'source', 'targets'],
} as const;

type StructName = keyof typeof structFields;
type StructValues<Name extends StructName> = Readonly<Record<(typeof structFields)[Name][number], number>>;

const floatFields: ReadonlySet<string> = new Set([
  'decay',
  'increment',
  'floor',
  'lowerBound',
  'leak',
  'limit',
  'margin',
]);

/** Writes a struct for the kernels. */
export function storeStruct<Name extends StructName>(arena: Arena, name: Name, values: StructValues<Name>): Address {
  const fields: readonly (keyof StructValues<Name>)[] = structFields[name];
  return arena.storeWords(fields.map((field) => (floatFields.has(field) ? floatBits(values[field]) : values[field])));
}

function floatBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0]!;
}
