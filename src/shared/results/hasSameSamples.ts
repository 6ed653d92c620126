import type { DataReference } from '../sweep/plan.ts';

/** Whether two runs saw the same samples in the same order, so that they can be compared sample by sample. */
export function hasSameSamples(a: DataReference, b: DataReference): boolean {
  return a.sha256 === b.sha256 && a.split === b.split && a.offset === b.offset && a.count === b.count;
}
