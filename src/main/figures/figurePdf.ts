import { type FigureFacts, factsWords } from '../../shared/export/figureFacts.ts';
import { loadFigureFonts } from './figureFonts.ts';

/** What a figure says about itself in its file. */
export interface FigureLabel {
  readonly title: string;
  /** Null for a chart of something else than a run. */
  readonly facts: FigureFacts | null;
}

/**
 * A figure as PDF of one page of its size, in vectors; text stays text in embedded fonts. `svg` is one that `renderFigure` drew, in points. A unit
 * of its drawing is `points` points. Equal figures give equal bytes.
 */
export async function figurePdf(svg: string, label: FigureLabel, points = 1): Promise<Buffer> {
  const [{ default: PDFDocument }, { default: drawSvg }, fonts] = await Promise.all([
    import('pdfkit'),
    import('svg-to-pdfkit'),
    loadFigureFonts(),
  ]);
  const { width, height } = sizeOf(svg);
  const size: [number, number] = [width * points, height * points];
  const { facts } = label;
  const document = new PDFDocument({
    size,
    margin: 0,
    compress: true,
    pdfVersion: '1.4',
    // Nothing in a figure depends on when it was made.
    info: {
      Title: label.title,
      ...(facts === null
        ? { Creator: 'Spikebench' }
        : {
            Subject: factsWords(facts),
            Keywords: `model SHA-256 ${facts.modelSha256}; data SHA-256 ${facts.dataSha256}`,
            Creator: facts.software,
          }),
      Producer: 'PDFKit',
      CreationDate: new Date(0),
    },
  });
  const chunks: Buffer[] = [];
  const end = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', resolve);
    document.on('error', reject);
  });
  document.registerFont('regular', fonts.regular);
  document.registerFont('bold', fonts.bold);
  const complaints: string[] = [];
  drawSvg(document, svg, 0, 0, {
    width: size[0],
    height: size[1],
    preserveAspectRatio: 'xMinYMin meet',
    assumePt: true,
    fontCallback: (_family, isBold) => (isBold ? 'bold' : 'regular'),
    // Figures have no pictures, and a path in one would be read from this machine.
    imageCallback: () => {
      throw new Error('A figure has no pictures.');
    },
    warningCallback: (message) => complaints.push(message),
  });
  document.end();
  await end;
  if (complaints.length > 0) throw new Error(`The PDF of a figure would lack something: ${complaints.join('; ')}`);
  return Buffer.concat(chunks);
}

/** Width and height that the SVG states, in units of its drawing. */
export function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const [, width, height] = /^<svg\b[^>]*? viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  if (width === undefined || height === undefined) throw new Error('The SVG of a figure has no size.');
  return { width: Number(width), height: Number(height) };
}
