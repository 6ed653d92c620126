import { assertNever } from '../assertNever.ts';

/** `light` and `dark` for screens; the others for figures, where a unit of the drawing is a point: `print` for papers, without a title, and slides. */
export type ChartTheme = 'light' | 'dark' | 'print' | 'slide' | 'darkSlide';

/** Every colour and measure of a chart. Lengths are in units of the drawing. */
export interface ChartStyle {
  readonly background: string;
  readonly text: string;
  /** Headings of the legend, subtitle, tick labels. */
  readonly muted: string;
  readonly axis: string;
  readonly gridLine: string;
  /** Tell apart without order, for all kinds of colour vision (Okabe and Ito 2008); at least 3 : 1 against the background where possible. */
  readonly palette: readonly string[];
  /** From low to high, for more values than the palette has. */
  readonly ramp: readonly string[];
  /** From little to much in areas: away from the background, and in one order in greyscale too. */
  readonly intensity: readonly string[];
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly titleSize: number;
  readonly hasTitle: boolean;
  readonly lineWidth: number;
  readonly markerSize: number;
}

/** The style of a theme. */
export function chartStyle(theme: ChartTheme): ChartStyle {
  switch (theme) {
    case 'light':
      return { ...screen, ...onWhite };
    case 'dark':
      return { ...screen, ...onDark };
    case 'print':
      return { ...onWhite, ...paper };
    case 'slide':
      return { ...onWhite, ...projected };
    case 'darkSlide':
      return { ...onDark, ...projected };
    default:
      return assertNever(theme);
  }
}

/** Metric twins, so that a figure keeps its spacing wherever it is opened. */
const fontFamily = "Helvetica, Arial, 'Liberation Sans', sans-serif";

const screen = { fontFamily, fontSize: 13, titleSize: 16, hasTitle: true, lineWidth: 1.75, markerSize: 8 };

/** On a page of 960 points: read from the last row. */
const projected = { fontFamily, fontSize: 18, titleSize: 22, hasTitle: true, lineWidth: 2.5, markerSize: 11 };

const paper = {
  fontFamily,
  fontSize: 7,
  titleSize: 8,
  hasTitle: false,
  lineWidth: 0.9,
  markerSize: 4,
  text: '#000000',
  muted: '#3a3a3a',
};

const onWhite = {
  background: '#ffffff',
  text: '#1a1c20',
  muted: '#5a5f69',
  axis: '#8b919c',
  gridLine: '#e6e8ec',
  palette: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#000000', '#e69f00', '#56b4e9'],
  ramp: ['#440154', '#414487', '#2a788e', '#22a884', '#7ad151'],
  intensity: ['#e9f3c8', '#a5d86a', '#3fb57a', '#26828e', '#3e4989', '#440154'],
};

const onDark = {
  background: '#15171b',
  text: '#eceef1',
  muted: '#a3a9b4',
  axis: '#6c7380',
  gridLine: '#2a2e35',
  palette: ['#4aa8e8', '#f5863f', '#2ecb9b', '#e69cc6', '#f2f2f2', '#f4bb3f', '#a9dcfa'],
  ramp: ['#6a5acd', '#4a8fd0', '#2eb8ac', '#63d47e', '#e3e34f'],
  intensity: ['#2b2350', '#414487', '#2a788e', '#22a884', '#7ad151', '#f0ec6a'],
};
