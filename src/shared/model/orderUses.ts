import type { KerasLayer } from './kerasConfig.ts';
import type { KerasReference } from './kerasNodes.ts';

/** One use of a layer, with the outputs that it takes. */
export interface LayerUse {
  readonly layer: KerasLayer;
  readonly inputs: readonly KerasReference[];
  readonly use: number;
}

/**
 * Brings uses into an order in which each comes after its inputs: the file's own order as often as the file is gone through, passing over
 * what still has to wait. `left` are the uses whose inputs never come, in the file's order. A text stands for an output: `keyOf` that of
 * a reference, `made` that of a use; `given` are there from the beginning. Takes time in proportion to the references.
 */
export function orderUses(
  uses: readonly LayerUse[],
  given: ReadonlySet<string>,
  keyOf: (reference: KerasReference) => string,
  made: (use: LayerUse) => string,
): { readonly ordered: readonly LayerUse[]; readonly left: readonly LayerUse[] } {
  const makers = new Map(uses.map((use, position) => [made(use), position]));
  const users = uses.map((): number[] => []);
  const missing = uses.map(({ inputs }, position) => {
    const wanted = inputs.map(keyOf).filter((key) => !given.has(key));
    for (const key of wanted) {
      const maker = makers.get(key);
      if (maker !== undefined) users[maker]!.push(position);
    }
    return wanted.length;
  });

  // Passage through the file in which a use finds all its inputs.
  const passage = uses.map(() => 0);
  const ready = [...uses.keys()].filter((position) => missing[position] === 0);
  for (const position of ready) {
    for (const user of users[position]!) {
      passage[user] = Math.max(passage[user]!, passage[position]! + (user > position ? 0 : 1));
      // The list grows while it is walked through.
      if (--missing[user]! === 0) ready.push(user);
    }
  }
  const inOrder = ready.toSorted((a, b) => passage[a]! - passage[b]! || a - b);
  return {
    ordered: inOrder.map((position) => uses[position]!),
    left: uses.filter((_, position) => missing[position]! > 0),
  };
}
