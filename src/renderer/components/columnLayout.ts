/** Where the columns of a table stand. */
export interface ColumnLayout {
  /** Pixels for each column. */
  readonly widths: readonly number[];
  /** How many of the first ones stay when the others are scrolled; 0 where all fit. */
  readonly pinned: number;
  /** Columns with which a page of the others begins. One page is where all fit. */
  readonly pages: readonly number[];
}

/** Of the width of a table, the most that stays while the rest is scrolled. */
const mostPinned = 0.62;
/** Pixels by which a column may be wider than it needs: numbers far apart are hard to follow along their row. */
const mostSlack = 56;
/** Pixels at the right edge for the arrow to the next page. */
export const pagerWidth = 20;

/**
 * Columns that need `needed` pixels each, in the pixels that there are. What is left over goes to all of them evenly. Where they do not fit, the first
 * ones stay (as many of `pinned` as leave room for others), and the others are turned like pages, each as wide as the room: no column is ever cut.
 */
export function layOutColumns(needed: readonly number[], available: number, pinned: number): ColumnLayout {
  const total = sum(needed);
  if (total <= available || needed.length === 0) {
    const slack = needed.length === 0 ? 0 : Math.min(mostSlack, (available - total) / needed.length);
    return { widths: needed.map((width) => Math.floor(width + slack)), pinned: 0, pages: [0] };
  }
  let kept = Math.min(pinned, needed.length - 1);
  while (kept > 0 && sum(needed.slice(0, kept)) > mostPinned * available) kept--;
  const room = available - pagerWidth - sum(needed.slice(0, kept));
  const widths = needed.slice(0, kept);
  const pages: number[] = [];
  for (let start = kept; start < needed.length;) {
    let end = start + 1;
    while (end < needed.length && sum(needed.slice(start, end + 1)) <= room) end++;
    pages.push(start);
    widths.push(...stretch(needed.slice(start, end), room));
    start = end;
  }
  return { widths, pinned: kept, pages };
}

/** Whether a column is in sight: it stays, or it is on the page that is turned to. */
export function isOnPage(column: number, page: number, layout: ColumnLayout | null): boolean {
  if (layout === null || layout.pages.length === 1 || column < layout.pinned) return true;
  return column >= layout.pages[page]! && column < (layout.pages[page + 1] ?? Infinity);
}

/** As wide as the room together; a single column that needs more has it. */
function stretch(needed: readonly number[], room: number): number[] {
  const slack = Math.max(0, Math.floor((room - sum(needed)) / needed.length));
  const rest = Math.max(0, room - sum(needed) - slack * needed.length);
  return needed.map((width, c) => width + slack + (c === needed.length - 1 ? rest : 0));
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}
