/** Something that is edited, with the way back and forth. */
export interface History<Draft> {
  readonly present: Draft;
  /** Latest last. */
  readonly past: readonly Draft[];
  /** Next first. */
  readonly future: readonly Draft[];
  /** Field of the last edit: typing on in the same field is one step. */
  readonly lastField: string | null;
}

const mostSteps = 200;

export function startHistory<Draft>(present: Draft): History<Draft> {
  return { present, past: [], future: [], lastField: null };
}

/** After an edit; with the name of the field that is typed into, where typing on is the same step. */
export function takeStep<Draft>(history: History<Draft>, present: Draft, field: string | null): History<Draft> {
  if (Object.is(history.present, present)) return history;
  const isSameStep = field !== null && history.lastField === field && history.past.length > 0;
  const past = isSameStep ? history.past : [...history.past, history.present].slice(-mostSteps);
  return { present, past, future: [], lastField: field };
}

/** After the field was left: the next edit is a step of its own. */
export function endStep<H extends History<unknown>>(history: H): H {
  return history.lastField === null ? history : { ...history, lastField: null };
}

export function undo<Draft>(history: History<Draft>): History<Draft> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    present: previous,
    past: history.past.slice(0, -1),
    future: [history.present, ...history.future],
    lastField: null,
  };
}

export function redo<Draft>(history: History<Draft>): History<Draft> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { present: next, past: [...history.past, history.present], future, lastField: null };
}
