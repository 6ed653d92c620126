import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { deflateSync } from 'node:zlib';
import { crc32 } from '../../shared/bytes/crc32.ts';
import { factsWords } from '../../shared/export/figureFacts.ts';
import { loadFigureFonts } from './figureFonts.ts';
import { type FigureLabel, sizeOf } from './figurePdf.ts';

let wasm: Promise<void> | null = null;

/**
 * A figure as PNG with so many pixels for each unit of its drawing, set in the fonts that come with Spikebench, so that the pixels are the same
 * everywhere. Its resolution and what it shows stand in it.
 */
export async function figurePng(
  svg: string,
  pixelsPerUnit: number,
  dotsPerInch: number,
  label: FigureLabel,
): Promise<Uint8Array> {
  const [{ initWasm, Resvg }, fonts] = await Promise.all([import('@resvg/resvg-wasm'), loadFigureFonts()]);
  wasm ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then((bytes) =>
    initWasm(bytes),
  );
  await wasm;
  const image = new Resvg(svg, {
    fitTo: { mode: 'width', value: Math.round(sizeOf(svg).width * pixelsPerUnit) },
    font: {
      fontBuffers: [fonts.regular, fonts.bold],
      defaultFontFamily: 'Arimo',
      sansSerifFamily: 'Arimo',
    },
  });
  try {
    const rendered = image.render();
    const png = rendered.asPng();
    rendered.free();
    return withChunks(png, [resolution(dotsPerInch), ...texts(label)]);
  } finally {
    image.free();
  }
}

const signatureLength = 8;
/** Length, type, content of 13 bytes and checksum of the first chunk. */
const headerLength = 25;

/** The file with chunks behind its header (PNG, third edition, 11.3). */
function withChunks(png: Uint8Array, chunks: readonly Buffer[]): Uint8Array {
  const at = signatureLength + headerLength;
  return Buffer.concat([png.subarray(0, at), ...chunks, png.subarray(at)]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** pHYs: pixels per metre, both ways. */
function resolution(dotsPerInch: number): Buffer {
  const content = Buffer.alloc(9);
  const perMetre = Math.round(dotsPerInch / 0.0254);
  content.writeUInt32BE(perMetre, 0);
  content.writeUInt32BE(perMetre, 4);
  content.writeUInt8(1, 8);
  return chunk('pHYs', content);
}

/** tEXt holds Latin-1; where a text has other letters, iTXt holds it as UTF-8. */
function texts({ title, facts }: FigureLabel): Buffer[] {
  const entries = {
    Title: title,
    ...(facts === null
      ? { Software: 'Spikebench' }
      : { Description: factsWords(facts), Software: facts.software, Source: JSON.stringify(facts) }),
  };
  return Object.entries(entries).map(([keyword, text]) =>
    /^[\n\x20-\x7e\xa1-\xff]*$/.test(text)
      ? chunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'))
      : chunk('iTXt', Buffer.concat([Buffer.from(`${keyword}\0\u0001\0\0\0`, 'latin1'), deflateSync(text)])),
  );
}
