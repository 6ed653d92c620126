import type { BufferPlan } from './kernel.ts';
import type { Lanes } from './lanes.ts';

/** What neurons remember between blocks, in one buffer: [variable][sample][neuron], so that neighbouring threads touch neighbouring words. */
export interface States {
  /** A variable of every neuron, 0 at rest; returns its name. */
  add(name: string, type: 'float' | 'int'): string;
  /** A number that is written before the first step and stays; as `add`, and WGSL that writes it. */
  addConstant(name: string): { readonly name: string; write(value: string): string };
  /** WGSL: the variables of the thread's neuron, from the buffer. Complete only after every `add`. */
  load(): string;
  /** WGSL: back into the buffer. */
  save(): string;
  plan(label: string): BufferPlan;
}

export function createStates(neurons: number, lanes: Lanes): States {
  const variables: { readonly name: string; readonly type: 'float' | 'int'; readonly isConstant: boolean }[] = [];
  const place = (at: number): string =>
    `state[${at === 0 ? '' : `${(at * neurons) / lanes.count}u * block.samples + `}id]`;
  const push = (name: string, type: 'float' | 'int', isConstant: boolean): number =>
    variables.push({ name, type, isConstant }) - 1;
  return {
    add(name, type) {
      push(name, type, false);
      return name;
    },
    addConstant(name) {
      const at = push(name, 'float', true);
      return { name, write: (value) => `${place(at)} = bitcast<${lanes.word}>(${value});` };
    },
    load: () =>
      variables
        .map(
          ({ name, type, isConstant }, at) =>
            `${isConstant ? 'let' : 'var'} ${name} = bitcast<${lanes[type]}>(${place(at)});`,
        )
        .join('\n  '),
    save: () =>
      variables
        .flatMap(({ name, isConstant }, at) => (isConstant ? [] : [`${place(at)} = bitcast<${lanes.word}>(${name});`]))
        .join('\n  '),
    plan: (label) => ({
      label: `state of ${label}`,
      fixed: 0,
      perSample: Math.max(1, variables.length) * neurons * 4,
      content: null,
    }),
  };
}
