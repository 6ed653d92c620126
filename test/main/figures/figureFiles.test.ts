import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { figurePdf } from '../../../src/main/figures/figurePdf.ts';
import { figurePng } from '../../../src/main/figures/figurePng.ts';
import { type FigureKind, figureKinds } from '../../../src/shared/api/exportViews.ts';
import { figureFormats } from '../../../src/shared/chart/figureFormats.ts';
import { renderFigure, type RenderedFigure } from '../../../src/shared/export/renderFigure.ts';
import { defaultEnergy } from '../../../src/shared/metrics/energy.ts';
import { everyEncoding, exampleRecord } from '../../shared/results/exampleRecord.ts';
import { withFolder } from '../cli/commandLine.ts';

const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0;
if (!hasPoppler) console.log('No pdftotext on this machine: PDFs are not read back.');

const record = exampleRecord({ encodings: everyEncoding.slice(0, 2), thresholds: [0.8, 1], steps: 20, samples: 100 });

async function render(kind: FigureKind, source = record): Promise<RenderedFigure> {
  const rendered = await renderFigure(
    source,
    {
      kind,
      timeScale: 'linear',
      accuracyRange: 'plateau',
      time: null,
      energy: defaultEnergy,
      selected: ['0.0', '1.0'],
    },
    figureFormats[0]!,
    null,
  );
  if ('wanted' in rendered) throw new Error(rendered.wanted);
  return rendered;
}

const drawable = figureKinds.filter((kind) => kind !== 'stopping');

test.runIf(hasPoppler).each(drawable)(
  'a PDF of %s has the size, every text in embedded fonts, and the facts',
  async (kind) => {
    const figure = await render(kind);
    await withFolder(async (folder) => {
      const path = join(folder, 'x.pdf');
      await writeFile(path, await figurePdf(figure.svg, figure));
      const read = (command: string, ...flags: readonly string[]): string =>
        spawnSync(command, [...flags, path, ...(command === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8' }).stdout;
      const texts = Array.from(figure.svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g), ([, text]) => text!.trim());
      const letters = (text: string): string => text.replaceAll(/\s+/g, '');
      const found = letters(read('pdftotext', '-raw'));
      const rotated = new Set(['Accuracy (%)', 'Encoding', 'Label', 'Difference (percentage points)']);
      for (const text of texts.filter((one) => !rotated.has(one))) expect(found).toContain(letters(text));
      const info = read('pdfinfo');
      expect(info).toMatch(/Subject: +cnn\.keras on digits\.npz \(test\), n = 100/);
      const [, width, height] = /Page size: +([\d.]+) x ([\d.]+) pts/.exec(info)!;
      expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([figure.width, figure.height]);
      const fonts = read('pdffonts')
        .split('\n')
        .slice(2)
        .filter((line) => line !== '');
      expect(fonts.length).toBeGreaterThan(0);
      for (const font of fonts) expect(font).toMatch(/Arimo-\w+ .* yes yes yes /);
    });
  },
);

test('equal figures are equal files, whenever they are made', async () => {
  const figure = await render('pareto');
  expect(await figurePdf(figure.svg, figure)).toEqual(await figurePdf(figure.svg, figure));
  expect(await figurePng(figure.svg, 1, 72, figure)).toEqual(await figurePng(figure.svg, 1, 72, figure));
});

test('a PNG has the pixels and the resolution asked for, opaque text on white, and says what it shows', async () => {
  const figure = await render('heat-map');
  const png = Buffer.from(await figurePng(figure.svg, 300 / 72, 300, figure));
  const chunks = readChunks(png);
  const header = chunks.get('IHDR')![0]!;
  expect(header.readUInt32BE(0)).toBeCloseTo((figure.width * 300) / 72, -1);
  expect(chunks.get('pHYs')![0]!.readUInt32BE(0)).toBe(11_811);
  expect(chunks.get('tEXt')!.map((text) => text.toString('latin1').split('\0')[0])).toEqual([
    'Title',
    'Description',
    'Software',
    'Source',
  ]);
  const pixels = inflateSync(Buffer.concat(chunks.get('IDAT')!));
  // Text and squares: a figure set in a font that is not there would be paler than this.
  const dark = pixels.filter((value) => value < 60).length / pixels.length;
  expect(dark).toBeGreaterThan(0.02);
});

test('letters beyond Latin-1 stand in a PNG as UTF-8', async () => {
  const path = 'netz-θ−1.keras';
  const figure = await render('pareto', {
    ...record,
    settings: { ...record.settings, model: { ...record.settings.model, path } },
  });
  const [description] = readChunks(Buffer.from(await figurePng(figure.svg, 1, 72, figure))).get('iTXt')!;
  expect(inflateSync(description!.subarray('Description'.length + 5)).toString('utf8')).toContain(path);
});

test('a picture in a drawing is refused: nothing on this machine is read because a drawing names it', async () => {
  const figure = await render('pareto');
  const foreign = figure.svg.replace('</svg>', '<image href="/etc/hostname" width="1" height="1"/></svg>');
  await expect(figurePdf(foreign, figure)).rejects.toThrow(/no pictures/);
});

/** Contents of the chunks of a PNG by type; throws where a checksum is wrong. */
function readChunks(png: Buffer): Map<string, Buffer[]> {
  const chunks = new Map<string, Buffer[]>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    chunks.set(type, [...(chunks.get(type) ?? []), png.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  return chunks;
}

test('the fonts are the ones in the package', async () => {
  const { loadFigureFonts } = await import('../../../src/main/figures/figureFonts.ts');
  const { regular } = await loadFigureFonts();
  const path = new URL(
    '../../../node_modules/@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf',
    import.meta.url,
  );
  expect(regular.equals(await readFile(path))).toBe(true);
});
