import type { PartialResult } from '../store/resultsStore.ts';

/** Which engines counted the results of a sweep, in the order of their first ones. */
export interface Engines {
  /** Adds results; says whether another engine counted them than those before. */
  add(results: readonly PartialResult[]): boolean;
  /** What counted the last results. */
  latest(): string;
  /** All of them: `webgpu (NAME), then simd`. */
  words(): string;
}

/** `usual`: the engine that the sweep asks for, as the workers call it; it also counted what does not say by what. */
export function enginesOf(usual: string, finished: readonly PartialResult[]): Engines {
  // What a run that wants a GPU does without it, the workers do with theirs.
  const workers = usual === 'webgpu' ? 'simd' : usual;
  const seen = new Set<string>();
  let last = usual;
  const engines: Engines = {
    add(results) {
      const before = last;
      for (const { engine = workers } of results) seen.add((last = engine));
      return last !== before;
    },
    latest: () => last,
    words: () => (seen.size === 0 ? usual : [...seen].join(', then ')),
  };
  engines.add(finished);
  return engines;
}
