import type { BufferPlan } from './kernel.ts';
import type { Lanes } from './lanes.ts';

/**
 * The numbers that a kernel reads and nobody writes, side by side in one buffer, since devices let a kernel see few: weights first, then
 * numbers by step. The text of a kernel does not depend on the number of steps.
 */
export interface Parameters {
  /** Appends numbers; returns where they begin: a multiple of the lanes. */
  add(numbers: Float32Array): number;
  /** Where the next numbers will begin. */
  length(): number;
  /** Appends one number for each step of a run; `missing` stands past the end of a list. Returns WGSL for that of a step, `t` unless told. */
  addSteps(numbers: Float32Array, missing: number, at?: string): string;
  plan(label: string): BufferPlan;
}

export function createParameters(steps: number, lanes: Lanes): Parameters {
  const parts: Float32Array[] = [];
  const tables: Float32Array[] = [];
  let length = 0;
  return {
    add(numbers) {
      if (tables.length > 0) throw new RangeError('Numbers by step come last');
      const first = length;
      parts.push(numbers);
      length += roundUp(numbers.length, lanes);
      return first;
    },
    length: () => length,
    addSteps(numbers, missing, at = 't') {
      tables.push(Float32Array.from({ length: steps }, (_, step) => numbers[step] ?? missing));
      return numberAt(`${length}u + ${tables.length - 1}u * block.total + ${at}`, lanes);
    },
    plan(label) {
      const numbers = Math.max(lanes.count, roundUp(length + tables.length * steps, lanes));
      return { label: `parameters of ${label}`, fixed: 4 * numbers, perSample: 0, content: () => fill(numbers) };
    },
  };

  function fill(numbers: number): Float32Array {
    const content = new Float32Array(numbers);
    let first = 0;
    for (const part of parts) {
      content.set(part, first);
      first += roundUp(part.length, lanes);
    }
    for (const table of tables) {
      content.set(table, first);
      first += table.length;
    }
    return content;
  }
}

/** WGSL: one number of `parameters`. */
export function numberAt(index: string, { count }: Lanes): string {
  return count === 1 ? `parameters[${index}]` : `parameters[(${index}) >> 2u][(${index}) & 3u]`;
}

/** WGSL: a number for each lane; `index` is a multiple of the lanes. */
export function numbersAt(index: string, { count }: Lanes): string {
  return count === 1 ? `parameters[${index}]` : `parameters[(${index}) >> 2u]`;
}

function roundUp(length: number, { count }: Lanes): number {
  return Math.ceil(length / count) * count;
}
