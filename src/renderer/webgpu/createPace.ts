/** Resolves when the next request may be made: so many at once, then so many a second, in the order in which they were asked for. */
export function createPace(
  { perSecond, burst }: { readonly perSecond: number; readonly burst: number },
  now: () => number = () => performance.now(),
): () => Promise<void> {
  // The time at which all of the burst is there again.
  let full = now();
  return async () => {
    const time = now();
    full = Math.max(full, time) + 1000 / perSecond;
    const wait = full - time - (1000 * burst) / perSecond;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  };
}
