/** Runs pieces of work one after the other, in the order in which they were given; one that fails does not stop the next. */
export type Sequence = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function createSequence(): Sequence {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const before = last;
    const result = (async () => {
      await before.catch(() => {});
      return work();
    })();
    last = result;
    return result;
  };
}
