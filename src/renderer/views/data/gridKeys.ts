/** Where a key leads in a grid that is filled row by row; null for a key that does not walk. */
export function stepInGrid(
  key: string,
  present: number,
  count: number,
  columns: number,
  perPage: number,
): number | null {
  const within = (index: number): number => Math.max(0, Math.min(count - 1, index));
  if (count === 0) return null;
  switch (key) {
    case 'ArrowRight':
      return within(present + 1);
    case 'ArrowLeft':
      return within(present - 1);
    case 'ArrowDown':
      return within(present + columns);
    case 'ArrowUp':
      return present < columns ? present : present - columns;
    case 'PageDown':
      return within(present + perPage);
    case 'PageUp':
      return within(present - perPage);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
