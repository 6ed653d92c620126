import type { FigureFormatName } from '../api/exportViews.ts';
import type { ChartTheme } from './theme.ts';

/** Where a figure goes: its width as printed or shown, and its theme. A unit of its drawing is a point, 1/72 of 25.4 mm. */
export interface FigureFormat {
  readonly id: FigureFormatName;
  /** On the command line. */
  readonly name: string;
  readonly title: string;
  readonly theme: ChartTheme;
  /** Width of the drawing in points. */
  readonly width: number;
  /** Height in points where it does not depend on what is drawn. */
  readonly height: number | null;
  /** Width on paper; null for screens. */
  readonly millimetres: number | null;
}

/** One column and both columns of a journal, and a slide of 16 : 9. */
export const figureFormats: readonly FigureFormat[] = [
  {
    id: 'column',
    name: 'one-column',
    title: 'One column, 85 mm',
    theme: 'print',
    width: 241,
    height: null,
    millimetres: 85,
  },
  {
    id: 'page',
    name: 'two-column',
    title: 'Two columns, 178 mm',
    theme: 'print',
    width: 505,
    height: null,
    millimetres: 178,
  },
  { id: 'slide', name: 'slide', title: 'Slide', theme: 'slide', width: 960, height: 540, millimetres: null },
  {
    id: 'darkSlide',
    name: 'dark-slide',
    title: 'Dark slide',
    theme: 'darkSlide',
    width: 960,
    height: 540,
    millimetres: null,
  },
];

/** Pixels for each unit of the drawing, so that a PNG has so many dots per inch. */
export function pixelsPerUnit(dotsPerInch: number): number {
  return dotsPerInch / 72;
}

/** CSS pixels for each unit of the drawing at print size. */
export const screenPixels = 96 / 72;

/** SVG whose size on paper is that of the drawing in points: a bare number means pixels of 1/96 inch to everything that opens the file. */
export function withPrintSize(svg: string): string {
  return svg.replace(/^(<svg\b[^>]*?) width="([\d.]+)" height="([\d.]+)"/, '$1 width="$2pt" height="$3pt"');
}
