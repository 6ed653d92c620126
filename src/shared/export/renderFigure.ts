import { type FigureFormat, withPrintSize } from '../chart/figureFormats.ts';
import { renderChartSvg } from '../chart/renderSvg.ts';
import type { RunRecord } from '../results/runRecord.ts';
import { type FigureFacts, factsWords, figureFacts } from './figureFacts.ts';
import { drawFigure, figureHeight, type FigureRequest } from './figures.ts';

/** A figure as SVG, and what it says about itself. */
export interface RenderedFigure {
  /** With its size on paper, its subject and its facts in it. */
  readonly svg: string;
  readonly title: string;
  readonly facts: FigureFacts;
  /** In points. */
  readonly width: number;
  readonly height: number;
}

/** Draws a figure of an untrimmed record; `height` in points, null for one that suits it. Says what the figure wants where it has no record for it. */
export async function renderFigure(
  record: RunRecord,
  request: FigureRequest,
  format: FigureFormat,
  height: number | null,
): Promise<RenderedFigure | { readonly wanted: string }> {
  const size = { width: format.width, height: height ?? figureHeight(record, request.kind, format) };
  const chart = drawFigure(record, request, { format, height: size.height });
  if ('wanted' in chart) return chart;
  const facts = figureFacts(record);
  const svg = withFacts(withPrintSize(await renderChartSvg(chart.option, size)), chart.name, facts);
  return { svg, title: chart.name, facts, ...size };
}

/** The SVG with its title, its facts in a sentence, and the same as data. */
function withFacts(svg: string, title: string, facts: FigureFacts): string {
  const data = JSON.stringify(facts).replaceAll(']]>', ']]\\u003e');
  return svg.replace(
    /^(<svg\b[^>]*>)\n?/,
    (_, head: string) =>
      `${head}\n<title>${escapeXml(title)}</title>\n<desc>${escapeXml(factsWords(facts))}</desc>\n` +
      `<metadata><![CDATA[${data}]]></metadata>\n`,
  );
}

function escapeXml(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // Control characters have no place in XML.
      .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
  );
}
