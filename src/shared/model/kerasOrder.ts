/** What the order depends on: the positions of the layers that each takes, in the order of its arguments. */
interface Node {
  readonly inputs: readonly number[];
}

/**
 * The positions of the layers in the order in which Keras lists those of a functional model: by the longest way to the output, the longest
 * first; among equals by a walk from the output back along the inputs (`map_graph` in keras/src/ops/function.py). It matters because
 * weights are stored by class and number in this order. What does not lead to the output is not in it.
 */
export function kerasOrder(nodes: readonly Node[], output: number): readonly number[] {
  const walk = new Map<number, number>();
  const stack = [output];
  while (stack.length > 0) {
    const position = stack.pop()!;
    if (walk.has(position)) continue;
    walk.set(position, walk.size);
    stack.push(...nodes[position]!.inputs.toReversed());
  }
  const depths = new Map<number, number>([[output, 0]]);
  // Each layer comes after its inputs, so from behind every depth is final before it is handed on.
  for (let position = output; position >= 0; position--) {
    const depth = depths.get(position);
    if (depth === undefined) continue;
    for (const input of nodes[position]!.inputs) depths.set(input, Math.max(depths.get(input) ?? 0, depth + 1));
  }
  return [...walk.keys()].toSorted((a, b) => depths.get(b)! - depths.get(a)! || walk.get(a)! - walk.get(b)!);
}
