import { ChevronLeft, ChevronRight } from 'lucide-react';

interface ColumnPagerProps {
  /** Columns that are not in sight. */
  readonly titles: readonly string[];
  readonly isLast: boolean;
  readonly onTurn: () => void;
}

/** Turns to the next columns of a table that is too narrow for all of them; the arrow keys do so as well. */
export function ColumnPager({ titles, isLast, onTurn }: ColumnPagerProps) {
  const words = `More columns: ${titles.join(', ')}`;
  return (
    <div role="columnheader" className="table-pager">
      <button type="button" tabIndex={-1} aria-label={words} title={words} onClick={onTurn}>
        {isLast ? <ChevronLeft aria-hidden /> : <ChevronRight aria-hidden />}
      </button>
    </div>
  );
}
