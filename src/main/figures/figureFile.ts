import type { FigureFile, FigureFileFormat } from '../../shared/api/exportViews.ts';
import { assertNever } from '../../shared/assertNever.ts';
import { pixelsPerUnit } from '../../shared/chart/figureFormats.ts';
import type { RenderedFigure } from '../../shared/export/renderFigure.ts';

/** A figure as the content of a file; `name` without its ending. */
export async function figureFile(
  figure: RenderedFigure,
  format: FigureFileFormat,
  dotsPerInch: number,
  name: string,
): Promise<FigureFile> {
  const { svg, width, height } = figure;
  const common = { name: `${name}.${format}`, width, height };
  switch (format) {
    case 'svg':
      return { ...common, media: 'image/svg+xml', encoding: 'utf8', content: svg };
    case 'pdf': {
      const { figurePdf } = await import('./figurePdf.ts');
      const content = (await figurePdf(svg, figure)).toString('base64');
      return { ...common, media: 'application/pdf', encoding: 'base64', content };
    }
    case 'png': {
      const { figurePng } = await import('./figurePng.ts');
      const bytes = await figurePng(svg, pixelsPerUnit(dotsPerInch), dotsPerInch, figure);
      return { ...common, media: 'image/png', encoding: 'base64', content: Buffer.from(bytes).toString('base64') };
    }
    default:
      return assertNever(format);
  }
}
