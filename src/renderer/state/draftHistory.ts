import type { DraftField, SweepDraft } from '../../shared/sweep/draft.ts';
import { type History, takeStep } from './history.ts';
import { isSameContent } from './sameContent.ts';

/** A draft of a sweep with the way back and forth. */
export type DraftHistory = History<SweepDraft>;

/** After an edit of one field. Each tick of a choice is a step of its own. */
export function editField<Field extends DraftField>(
  history: DraftHistory,
  field: Field,
  value: SweepDraft[Field],
): DraftHistory {
  if (Object.is(history.present[field], value)) return history;
  return takeStep(history, { ...history.present, [field]: value }, typeof value === 'string' ? field : null);
}

/** After another draft took its place: a preset, a reset. */
export function replaceDraft(history: DraftHistory, present: SweepDraft): DraftHistory {
  return takeStep(history, present, null);
}

/** After another window saved its draft: that one, in a step that can be taken back. */
export function adoptDraft(history: DraftHistory, theirs: SweepDraft): DraftHistory {
  return isSameContent(history.present, theirs) ? history : replaceDraft(history, theirs);
}
