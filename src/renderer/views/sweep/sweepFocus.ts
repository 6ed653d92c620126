import { flushSync } from 'react-dom';
import { create } from 'zustand';
import type { DraftField } from '../../../shared/sweep/draft.ts';
import { draftFields, type FieldGroup } from '../../../shared/sweep/draftFields.ts';

/** The setting that is pointed at or typed into: the side panel explains it. */
export const useExplained = create<{ readonly field: DraftField | null }>(() => ({ field: null }));

export function explain(field: DraftField): void {
  useExplained.setState({ field });
}

/** Groups whose rare settings are shown; kept while other views are looked at. */
export const useUnfolded = create<{ readonly groups: readonly FieldGroup[] }>(() => ({ groups: [] }));

export function setUnfolded(group: FieldGroup, isUnfolded: boolean): void {
  useUnfolded.setState(({ groups }) => {
    const others = groups.filter((other) => other !== group);
    return { groups: isUnfolded ? [...others, group] : others };
  });
}

/** Puts the cursor into a field, from its chip or its problem. */
export function focusField(field: DraftField): void {
  const { group, isRare } = draftFields[field];
  if (isRare) flushSync(() => setUnfolded(group, true));
  const setting = document.querySelector<HTMLElement>(`[data-setting="${field}"]`);
  const target = setting?.querySelector<HTMLElement>('input, .word') ?? setting?.querySelector('button');
  target?.scrollIntoView({ block: 'center' });
  target?.focus();
}
