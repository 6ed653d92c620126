import type { DrawnCurve } from './drawnCurves.ts';
import { type EndLabel, placeEndLabels } from './endLabels.ts';
import { drawText, type GraphicElement } from './legendGraphics.ts';
import type { NiceScale } from './niceScale.ts';
import type { Panel } from './panels.ts';
import type { ChartStyle } from './theme.ts';

/** More lines than this end too close together for a label each. */
const labelledLines = 4;

/** What a caption calls a panel by. */
export function panelLetter(panel: number): string {
  return 'abcdefghijklmnopqrstuvwxyz'[panel % 26]!;
}

/** The title above a panel, if it has one, behind the letter by which a caption calls it. */
export function drawPanelTitle(
  { title, left, top }: Panel,
  style: ChartStyle,
  letter: string | null,
): GraphicElement[] {
  if (title === '') return [];
  const y = top - 0.9 * style.fontSize;
  if (letter === null) return [drawText(title, left, y, style.text, style)];
  return [
    drawText(letter, left, y, style.text, style, 'bold'),
    drawText(title, left + 1.2 * style.fontSize, y, style.text, style),
  ];
}

/** Beside the ends of a panel's lines: the analog accuracy and, where they are few, the last values of the curves. */
export function drawEndLabels(
  { left, top, width, height }: Panel,
  curves: readonly DrawnCurve[],
  analog: number,
  { min, max }: NiceScale,
  style: ChartStyle,
): GraphicElement[] {
  const em = style.fontSize;
  const positionOf = (share: number): number => top + ((max - 100 * share) / (max - min)) * height;
  const labels: EndLabel[] = [
    { text: `analog\n${percent(analog)}`, colour: style.text, height: 2.6 * em, anchor: positionOf(analog) },
  ];
  if (curves.length <= labelledLines) {
    for (const { accuracy, look } of curves) {
      const value = accuracy.value.at(-1)!;
      labels.push({ text: percent(value), colour: look.colour, height: 1.3 * em, anchor: positionOf(value) });
    }
  }
  const x = left + width + 0.6 * em;
  return placeEndLabels(labels).map(({ text, colour, y }) => drawText(text, x, y, colour, style));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
