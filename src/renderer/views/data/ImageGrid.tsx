import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { DataView } from '../../../shared/api/dataViews.ts';
import { useSizeOf } from '../../components/useSizeOf.ts';
import { stepInGrid } from './gridKeys.ts';
import { useTiles } from './imagePages.ts';
import { PixelTile } from './PixelTile.tsx';
import './ImageGrid.css';

interface ImageGridProps {
  readonly data: DataView;
  /** Hash of the model where it classifies; null where it does not. */
  readonly analogModel: string | null;
  /** Positions in the split of what is shown, in order. */
  readonly indices: readonly number[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
}

const side = 64;
const tileWidth = side + 12;
const tileHeight = side + 32;

/** Images with their labels; only what is in sight is read and drawn. */
export function ImageGrid({ data, analogModel, indices, selected, onSelect }: ImageGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height } = useSizeOf(scroller);
  const columns = Math.max(1, Math.floor((width - 24) / tileWidth));
  const rows = useVirtualizer({
    count: Math.ceil(indices.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => tileHeight,
    overscan: 2,
    paddingStart: 8,
    paddingEnd: 8,
  });
  const shownRows = rows.getVirtualItems();
  const shown = shownRows.flatMap(({ index }) => indices.slice(index * columns, (index + 1) * columns));
  const tiles = useTiles(shown, {
    split: data.split,
    count: data.count,
    withAnalog: analogModel !== null,
    about: [data.sha256, analogModel],
  });
  const position = indices.indexOf(selected);

  useEffect(() => {
    if (position >= 0 && columns > 1) rows.scrollToIndex(Math.floor(position / columns));
    // Only a new choice scrolls; scrolling by hand does not jump back.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [selected, columns]);

  const walk = (event: KeyboardEvent): void => {
    const perPage = columns * Math.max(1, Math.floor(height / tileHeight));
    const next = stepInGrid(event.key, Math.max(0, position), indices.length, columns, perPage);
    if (next === null) return;
    event.preventDefault();
    onSelect(indices[next]!);
  };

  return (
    <div
      ref={scroller}
      className="image-grid"
      role="listbox"
      aria-label={`Images of ${data.split}`}
      aria-activedescendant={position >= 0 ? `image-${selected}` : undefined}
      tabIndex={0}
      onKeyDown={walk}
    >
      <div className="image-rows" role="presentation" style={{ height: rows.getTotalSize() }}>
        {shownRows.map(({ index: row, start }) => (
          <div key={row} className="image-row" role="presentation" style={{ transform: `translateY(${start}px)` }}>
            {indices.slice(row * columns, (row + 1) * columns).map((index, column) => {
              const image = tiles.get(index);
              const words = describeTile(
                index,
                image?.label ?? data.labels?.[index] ?? null,
                image?.analogClass ?? null,
                data.classNames,
              );
              return (
                <div
                  key={index}
                  id={`image-${index}`}
                  role="option"
                  aria-selected={index === selected}
                  aria-label={words.full}
                  aria-posinset={row * columns + column + 1}
                  aria-setsize={indices.length}
                  title={words.full}
                  className={`image-tile${index === selected ? ' selected' : ''}${words.isMiss ? ' miss' : ''}`}
                  onClick={() => onSelect(index)}
                >
                  <div className="image-frame">
                    {image === undefined ? null : <PixelTile image={image} side={side} />}
                  </div>
                  <div className="image-label cut">{words.short}</div>
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

/** What stands under an image, and what is said of it. */
function describeTile(index: number, label: number | null, analogClass: number | null, names: readonly string[]) {
  const nameOf = (value: number): string => names[value] ?? String(value);
  const isMiss = label !== null && analogClass !== null && label !== analogClass;
  const short = label === null ? `#${index}` : isMiss ? `${nameOf(label)} ≠ ${nameOf(analogClass)}` : nameOf(label);
  const full = [
    `Image ${index}`,
    ...(label === null ? [] : [`label ${nameOf(label)}`]),
    ...(analogClass === null ? [] : [`the analog network says ${nameOf(analogClass)}`]),
  ].join(', ');
  return { isMiss, short, full };
}
