import { useQueries } from '@tanstack/react-query';
import type { DataPage } from '../../../shared/api/dataViews.ts';
import { request } from '../../state/connection.ts';

/** Images of one request. */
export const pageSize = 100;

/** One image of a page, ready to be drawn. */
export interface TileImage {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** [row][column][channel]. */
  readonly bytes: Uint8Array;
  readonly label: number | null;
  readonly analogClass: number | null;
}

/** The images of a page by their position in the split. */
export function tilesOf(page: DataPage): ReadonlyMap<number, TileImage> {
  const { from, count, height, width, channels, labels, analogClasses } = page;
  const bytes = Uint8Array.from(atob(page.pixels), (character) => character.charCodeAt(0));
  const size = height * width * channels;
  return new Map(
    Array.from({ length: count }, (_, i) => [
      from + i,
      {
        height,
        width,
        channels,
        bytes: bytes.subarray(i * size, (i + 1) * size),
        label: labels?.[i] ?? null,
        analogClass: analogClasses?.[i] ?? null,
      },
    ]),
  );
}

/** Pages that hold the images at these positions, first one first. */
export function pagesFor(indices: readonly number[]): readonly number[] {
  return [...new Set(indices.map((index) => Math.floor(index / pageSize)))].toSorted((a, b) => a - b);
}

interface PageRequest {
  readonly split: string;
  /** Hash of the data, and of the model where it is asked. */
  readonly about: readonly (string | null)[];
  readonly count: number;
  readonly withAnalog: boolean;
}

/** The images at these positions, as far as they are read; the rest follows. */
export function useTiles(
  indices: readonly number[],
  { split, about, count, withAnalog }: PageRequest,
): ReadonlyMap<number, TileImage> {
  return useQueries({
    queries: pagesFor(indices).map((page) => ({
      queryKey: ['tiles', split, page, withAnalog, ...about],
      queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
        const from = page * pageSize;
        return tilesOf(
          await request('data.page', { split, from, count: Math.min(pageSize, count - from), withAnalog }, signal),
        );
      },
    })),
    combine: mergeTiles,
  });
}

function mergeTiles(
  answers: readonly { readonly data: ReadonlyMap<number, TileImage> | undefined }[],
): ReadonlyMap<number, TileImage> {
  return new Map(answers.flatMap(({ data }) => [...(data ?? [])]));
}
