import type { DraftField, SweepDraft } from '../../shared/sweep/draft.ts';

/** A draft with the way back and forth. */
export interface DraftHistory {
  readonly present: SweepDraft;
  /** Latest last. */
  readonly past: readonly SweepDraft[];
  /** Next first. */
  readonly future: readonly SweepDraft[];
  /** Field of the last edit: typing on in the same field is one step. */
  readonly lastField: DraftField | null;
}

const mostSteps = 200;

export function startHistory(present: SweepDraft): DraftHistory {
  return { present, past: [], future: [], lastField: null };
}

/** After an edit of one field. */
export function editField<Field extends DraftField>(
  history: DraftHistory,
  field: Field,
  value: SweepDraft[Field],
): DraftHistory {
  if (Object.is(history.present[field], value)) return history;
  const present = { ...history.present, [field]: value };
  const isSameStep = history.lastField === field && history.past.length > 0 && typeof value === 'string';
  const past = isSameStep ? history.past : [...history.past, history.present].slice(-mostSteps);
  return { present, past, future: [], lastField: field };
}

/** After another draft took its place: a preset, a reset. */
export function replaceDraft(history: DraftHistory, present: SweepDraft): DraftHistory {
  return { present, past: [...history.past, history.present].slice(-mostSteps), future: [], lastField: null };
}

/** After another window saved its draft: that one, in a step that can be taken back. */
export function adoptDraft(history: DraftHistory, theirs: SweepDraft): DraftHistory {
  return contentOf(history.present) === contentOf(theirs) ? history : replaceDraft(history, theirs);
}

/** After the field was left: the next edit is a step of its own. */
export function endStep(history: DraftHistory): DraftHistory {
  return history.lastField === null ? history : { ...history, lastField: null };
}

export function undo(history: DraftHistory): DraftHistory {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    present: previous,
    past: history.past.slice(0, -1),
    future: [history.present, ...history.future],
    lastField: null,
  };
}

export function redo(history: DraftHistory): DraftHistory {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { present: next, past: [...history.past, history.present], future, lastField: null };
}

/** Whatever the order of the fields. */
function contentOf(draft: SweepDraft): string {
  return JSON.stringify(Object.entries(draft).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
