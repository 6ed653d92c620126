import { compileBenchKernels } from './compile.ts';
import { bestOf } from './timing.ts';

/** The rate of plain SIMD adds from a level of the cache: the ceiling of every engine that adds weights four at a time. */
export interface RooflineRow {
  readonly level: 'L1' | 'L2';
  readonly kilobytes: number;
  readonly addsPerSecond: number;
}

/** Measures this machine; see wasm/roofline.ts. */
export function measureRoofline(): readonly RooflineRow[] {
  const memory = new WebAssembly.Memory({ initial: 64 });
  const { exports } = new WebAssembly.Instance(compileBenchKernels('roofline'), { env: { memory } });
  const addAll = exports['addAll'] as (from: number, bytes: number, rounds: number) => number;
  const levels = [
    { level: 'L1', kilobytes: 16 },
    { level: 'L2', kilobytes: 384 },
  ] as const;
  return levels.map(({ level, kilobytes }) => {
    const bytes = kilobytes * 1024;
    const rounds = Math.ceil(1e8 / bytes);
    const best = bestOf(12, () => addAll(65536, bytes, rounds));
    return { level, kilobytes, addsPerSecond: (bytes / 4) * rounds * (1000 / best) };
  });
}
