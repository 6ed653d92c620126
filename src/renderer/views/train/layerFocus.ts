/** Puts the cursor into the fields of the chosen layer, from its row. */
export function focusLayerFields(): void {
  document.querySelector<HTMLElement>('[data-layer-fields] input')?.focus();
}

/** Puts the cursor into a setting, from its problem. */
export function focusTraining(field: string): void {
  const target = document.querySelector<HTMLElement>(`[data-training="${field}"] :is(input, button)`);
  target?.scrollIntoView({ block: 'center' });
  target?.focus();
}

/** Shows a layer's row, from its problem. */
export function focusLayerRow(id: number | null): void {
  const row = document.querySelector<HTMLElement>(`.layer-row[data-key="${id}"]`);
  row?.scrollIntoView({ block: 'nearest' });
  row?.focus();
}
