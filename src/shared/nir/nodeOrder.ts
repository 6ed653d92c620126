import type { NirGraph } from './nirGraph.ts';

/** The nodes in an order in which each comes after those that lead to it. Throws what `refuse` makes of a node in a cycle. */
export function sortNodes(
  { nodes, edges }: NirGraph,
  refuse: (node: string, reason: string) => Error,
): readonly string[] {
  const waiting = new Map([...nodes.keys()].map((name) => [name, 0]));
  const leads = new Map<string, string[]>();
  for (const [source, target] of edges) {
    waiting.set(target, (waiting.get(target) ?? 0) + 1);
    leads.set(source, [...(leads.get(source) ?? []), target]);
  }
  const ready = [...waiting].filter(([, count]) => count === 0).map(([name]) => name);
  const sorted: string[] = [];
  for (let name = ready.shift(); name !== undefined; name = ready.shift()) {
    sorted.push(name);
    for (const target of leads.get(name) ?? []) {
      const left = waiting.get(target)! - 1;
      waiting.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  const cyclic = [...nodes.keys()].find((name) => !sorted.includes(name));
  if (cyclic !== undefined) throw refuse(cyclic, 'leads back to itself; recurrent networks cannot be read');
  return sorted;
}
