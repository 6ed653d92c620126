import type { GraphicComponentOption } from 'echarts';
import type { Legend, LegendEntry } from './legend.ts';
import { type Marker, markers } from './markers.ts';
import type { ChartStyle } from './theme.ts';

/** One drawn element beside the axes. */
export type GraphicElement = GraphicComponentOption;

/** The drawing of a legend whose top left corner is at (left, top). */
export function drawLegend(legend: Legend, left: number, top: number, style: ChartStyle): GraphicElement[] {
  const headings = legend.headings
    .filter(({ text }) => text !== '')
    .map(({ text, x, y }) => drawText(text, left + x, top + y, style.muted, style));
  const entries = legend.entries.flatMap((entry) => [
    ...drawKey(entry, left, top, style),
    drawText(entry.text, left + entry.x, top + entry.y, style.text, style),
  ]);
  return [...headings, ...entries];
}

/** One line of text that starts at x and is centred on y. */
export function drawText(
  text: string,
  x: number,
  y: number,
  colour: string,
  style: ChartStyle,
  fontWeight: 'normal' | 'bold' = 'normal',
): GraphicElement {
  const font = { fontFamily: style.fontFamily, fontSize: style.fontSize, lineHeight: 1.2 * style.fontSize, fontWeight };
  return { type: 'text', silent: true, x, y, style: { text, fill: colour, ...font, verticalAlign: 'middle' } };
}

/** Lengths of the dashes of a line of this width, or null for a solid line. */
export function dashLengths(dash: readonly number[], lineWidth: number): number[] | null {
  return dash.length === 0 ? null : dash.map((length) => length * lineWidth);
}

function drawKey(entry: LegendEntry, left: number, top: number, style: ChartStyle): GraphicElement[] {
  const { key, keyWidth } = entry;
  const end = left + entry.x - 0.5 * style.fontSize;
  const start = end - keyWidth;
  const y = top + entry.y;
  if (key.kind === 'band') {
    const height = 0.8 * style.fontSize;
    const shape = { x: start, y: y - height / 2, width: keyWidth, height };
    return [
      { type: 'rect', silent: true, shape, style: { fill: key.colour, opacity: 0.22 } },
      drawLine(start, end, y, key.colour, null, style.lineWidth),
    ];
  }
  if (key.kind === 'none') return [];
  const { colour, dash, marker } = key.look;
  if (key.kind === 'point')
    return [drawMarker(marker ?? markers[0]!, (start + end) / 2, y, colour, style, key.opacity)];
  const line = drawLine(start, end, y, colour, dashLengths(dash, style.lineWidth), style.lineWidth);
  return marker === null ? [line] : [line, drawMarker(marker, (start + end) / 2, y, colour, style)];
}

function drawLine(
  x1: number,
  x2: number,
  y: number,
  colour: string,
  dash: number[] | null,
  width: number,
): GraphicElement {
  const style = { stroke: colour, lineWidth: width, ...(dash === null ? {} : { lineDash: dash }) };
  return { type: 'line', silent: true, shape: { x1, y1: y, x2, y2: y }, style };
}

function drawMarker(
  marker: Marker,
  x: number,
  y: number,
  colour: string,
  style: ChartStyle,
  opacity = 1,
): GraphicElement {
  const size = style.markerSize;
  const look = { fill: colour, stroke: style.background, lineWidth: style.lineWidth / 2, opacity };
  if (marker.corners.length === 0)
    return { type: 'circle', silent: true, shape: { cx: x, cy: y, r: size / 2 }, style: look };
  const points = marker.corners.map(([dx, dy]) => [x + dx * size, y + dy * size]);
  return { type: 'polygon', silent: true, shape: { points }, style: look };
}
