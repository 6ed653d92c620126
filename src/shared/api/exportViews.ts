/** Every figure that a run can become, by its name on the command line. */
export const figureKinds = [
  'accuracy-time',
  'energy',
  'pareto',
  'heat-map',
  'confusion',
  'parallel',
  'difference',
  'stopping',
] as const;
export type FigureKind = (typeof figureKinds)[number];

/** Where a figure goes. */
export const figureFormatNames = ['column', 'page', 'slide', 'darkSlide'] as const;
export type FigureFormatName = (typeof figureFormatNames)[number];

/** The file that a figure becomes. */
export const figureFileFormats = ['svg', 'pdf', 'png'] as const;
export type FigureFileFormat = (typeof figureFileFormats)[number];

export const tableFormats = ['csv', 'wide-csv', 'json', 'latex', 'markdown'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** A figure as a file, and its size in points. */
export interface FigureFile {
  readonly name: string;
  /** MIME type. */
  readonly media: string;
  readonly encoding: 'utf8' | 'base64';
  readonly content: string;
  readonly width: number;
  readonly height: number;
}
