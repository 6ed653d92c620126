import { expect, test } from 'vitest';
import { adoptDraft, editField, replaceDraft } from '../../src/renderer/state/draftHistory.ts';
import { endStep, redo, startHistory, undo } from '../../src/renderer/state/history.ts';
import { defaultDraft } from '../../src/shared/sweep/draftFields.ts';

const typed = (text: string) =>
  Array.from(text).reduce(
    (history, _, at) => editField(history, 'thresholds', text.slice(0, at + 1)),
    startHistory(defaultDraft),
  );

test('typing in one field is one step back', () => {
  expect(undo(typed('0.8, 1')).present).toEqual(defaultDraft);
});

test('leaving the field ends the step', () => {
  const history = editField(endStep(typed('0.8')), 'thresholds', '0.8, 1');
  expect(undo(history).present.thresholds).toBe('0.8');
});

test('each tick of a choice is a step of its own', () => {
  const one = editField(startHistory(defaultDraft), 'encodings', ['poisson']);
  const two = editField(one, 'encodings', ['poisson', 'constantCurrent']);
  expect(undo(two).present.encodings).toEqual(['poisson']);
});

test('redo undoes undo, until something else is typed', () => {
  const history = typed('2');
  expect(redo(undo(history)).present.thresholds).toBe('2');
  const other = editField(undo(history), 'seeds', '5');
  expect(redo(other)).toBe(other);
});

test('a preset that is loaded can be taken back', () => {
  const history = replaceDraft(typed('2'), defaultDraft);
  expect(undo(history).present.thresholds).toBe('2');
});

test('a draft of another window is one step, unless it says the same in another order', () => {
  const history = typed('2');
  const reordered = Object.fromEntries(Object.entries(history.present).toReversed()) as typeof history.present;
  expect(adoptDraft(history, reordered)).toBe(history);
  const adopted = adoptDraft(history, { ...defaultDraft, thresholds: '3' });
  expect(adopted.present.thresholds).toBe('3');
  expect(undo(adopted).present.thresholds).toBe('2');
});
