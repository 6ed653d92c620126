import type { ChartTheme } from './theme.ts';

/** Where a figure goes: width as printed, theme, and whether its drawing is in points or in pixels. */
export interface FigureFormat {
  readonly id: FigureFormatName;
  readonly title: string;
  readonly theme: ChartTheme;
  /** Width of the drawing in its own unit. */
  readonly width: number;
  readonly unit: 'pt' | 'px';
  /** Width on paper; null for screens. */
  readonly millimetres: number | null;
}

export const figureFormatNames = ['column', 'page', 'slide', 'darkSlide'] as const;
export type FigureFormatName = (typeof figureFormatNames)[number];

/** One column and a full page of a journal, and a slide. A point is 1/72 of 25.4 mm. */
export const figureFormats: readonly FigureFormat[] = [
  { id: 'column', title: 'One column, 85 mm', theme: 'print', width: 241, unit: 'pt', millimetres: 85 },
  { id: 'page', title: 'Page width, 178 mm', theme: 'print', width: 505, unit: 'pt', millimetres: 178 },
  { id: 'slide', title: 'Slide', theme: 'light', width: 1080, unit: 'px', millimetres: null },
  { id: 'darkSlide', title: 'Dark slide', theme: 'dark', width: 1080, unit: 'px', millimetres: null },
];

/** Pixels for each unit of the drawing, so that a PNG has so many dots per inch; screens show a point of a drawing as a pixel. */
export function pixelsPerUnit({ unit }: FigureFormat, dotsPerInch: number): number {
  return unit === 'pt' ? dotsPerInch / 72 : dotsPerInch / 96;
}

/** CSS pixels for each unit of the drawing at print size. */
export function screenPixels({ unit }: FigureFormat): number {
  return unit === 'pt' ? 96 / 72 : 1;
}

/**
 * SVG whose size on paper is that of the format: drawings in points say so, because a bare number means pixels of 1/96 inch to everything
 * that opens the file.
 */
export function withPrintSize(svg: string, { unit }: FigureFormat): string {
  if (unit === 'px') return svg;
  return svg.replace(/^(<svg\b[^>]*?) width="([\d.]+)" height="([\d.]+)"/, '$1 width="$2pt" height="$3pt"');
}
