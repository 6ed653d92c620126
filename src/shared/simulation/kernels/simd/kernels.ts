import { kernelsWasm } from '../kernels.wasm.ts';
import { type Address, type Arena, createArena } from './arena.ts';

/** The exports of wasm/index.ts. */
export interface Kernels {
  addValues(fan: Address, values: Address, into: Address): void;
  passGate(gate: Address, steps: number): void;
  passListedGate(gate: Address, steps: number): void;
  drawPoisson(
    spikes: Address,
    pairs: Address,
    count: number,
    seed: number,
    sample: number,
    counter: number,
    steps: number,
  ): void;
  passWires(wires: Address, steps: number): void;
  integrateRows(neurons: Address, rows: Address, steps: number, first: number): void;
  integrateSteps(neurons: Address, synapses: Address, count: number, steps: number, first: number): void;
  integrateCoded(neurons: Address, code: Address, synapses: Address, count: number, steps: number, first: number): void;
  integrateSteady(neurons: Address, steps: number): void;
  silence(spikes: Address): void;
  carryOver(spikes: Address, listed: boolean): void;
  listSpikes(spikes: Address, steps: number, counts: Address): void;
  countSpikes(spikes: Address, steps: number, counts: Address): void;
  countOperations(spikes: Address, steps: number, fanOut: Address, operations: Address): void;
  heapBase(): Address;
}

let compiled: WebAssembly.Module | null = null;

/** Kernels with a memory of their own. Compiled once in a process. */
export function createKernels(): { readonly kernels: Kernels; readonly arena: Arena } {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(kernelsWasm), (character) => character.charCodeAt(0)));
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- built from wasm/index.ts, which the interface repeats
  const kernels = exports as unknown as Kernels;
  return { kernels, arena: createArena(memory, kernels.heapBase()) };
}
