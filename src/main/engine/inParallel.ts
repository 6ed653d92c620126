/**
 * Does the work of all items in their order, at most `width` at a time. After a failure nothing more is begun: `onFailure` may end what is
 * under way, and the first error is thrown once all of it has ended.
 */
export async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<void>,
  onFailure: () => void,
): Promise<void> {
  const left = items.values();
  const errors: unknown[] = [];
  async function lane(): Promise<void> {
    for (const item of left) {
      if (errors.length > 0) return;
      try {
        await work(item);
      } catch (error) {
        errors.push(error);
        if (errors.length === 1) onFailure();
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  if (errors.length > 0) throw errors[0];
}
