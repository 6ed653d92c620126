/** A function's latest results by key: what a worker has loaded stays loaded while tasks ask for it. Failures are not kept. */
export function keepLatest<Input, Result>(
  most: number,
  keyOf: (input: Input) => string,
  make: (input: Input) => Promise<Result>,
): (input: Input) => Promise<Result> {
  const kept = new Map<string, Promise<Result>>();
  return (input) => {
    const key = keyOf(input);
    const found = kept.get(key);
    if (found !== undefined) {
      // Behind all others: the oldest use goes first.
      kept.delete(key);
      kept.set(key, found);
      return found;
    }
    const result = make(input);
    kept.set(key, result);
    result.catch(() => kept.delete(key));
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return result;
  };
}
