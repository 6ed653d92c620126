import { create } from 'zustand';
import type { DraftField } from '../../../shared/sweep/draft.ts';

/** The setting that is pointed at or typed into: the side panel explains it. */
export const useExplained = create<{ readonly field: DraftField | null }>(() => ({ field: null }));

export function explain(field: DraftField): void {
  useExplained.setState({ field });
}

/** Puts the cursor into a field, from its chip or its problem. */
export function focusField(field: string): void {
  const target = document.querySelector<HTMLElement>(`[data-setting="${field}"] :is(input, button)`);
  target?.scrollIntoView({ block: 'center' });
  target?.focus();
}
