import { gunzipSync, gzipSync } from 'node:zlib';
import { bytesInMemory } from '../../src/shared/bytes/byteSource.ts';
import { writeHdf5 } from '../../src/shared/bytes/hdf5Write.ts';
import { openZip, writeZip } from '../../src/shared/bytes/zip.ts';
import { positionsOf } from '../corpus/make/zipParts.ts';
import type { Chance } from './chance.ts';
import { type Bytes, mutateBytes, writeAwkward } from './mutateBytes.ts';
import { mutateJson } from './mutateJson.ts';
import { legacyOf } from './startFiles.ts';

/** Damages a file where it hurts: in the structure that its first bytes speak of, or anywhere. */
export async function mutateFile(bytes: Bytes, other: Bytes, chance: Chance): Promise<Bytes> {
  const structured = chance.happens(0.75) ? await mutateStructure(bytes, other, chance) : null;
  return structured ?? mutateBytes(bytes, other, chance);
}

/** Null for what has no structure that is known here. */
async function mutateStructure(bytes: Bytes, other: Bytes, chance: Chance): Promise<Bytes | null> {
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  if (start.startsWith('PK'))
    return chance.happens(0.3) ? mutateTable(bytes, chance) : mutateEntry(bytes, other, chance);
  if (start.startsWith('\u0089HDF')) return mutateHdf5(bytes, chance);
  if (start.startsWith('\u0093NUM')) return mutateNpy(bytes, chance);
  if (start.startsWith('\u001f\u008b')) return repacked(bytes, other, chance);
  if (start.startsWith('\0\0')) return writeAwkward(bytes, chance.below(20), chance);
  if (/^\s*[[{]/.test(start)) return textBytes(mutateJson(new TextDecoder().decode(bytes), chance));
  return mutateCells(bytes, chance);
}

/** One file of an archive is damaged, and the archive packed anew, so that sizes and check sums agree. */
async function mutateEntry(bytes: Bytes, other: Bytes, chance: Chance): Promise<Bytes | null> {
  try {
    const archive = await openZip(bytesInMemory('', bytes), (reason) => new Error(reason));
    const files = new Map<string, Bytes>();
    for (const name of archive.names) files.set(name, await archive.read(name));
    const name = chance.pick([...files.keys()]);
    const content = files.get(name);
    if (content === undefined) return null;
    files.set(name, await mutateFile(content, other, chance));
    if (chance.happens(0.05)) files.delete(chance.pick([...files.keys()]));
    return writeZip(files, { compress: chance.happens(0.5) });
  } catch {
    return null;
  }
}

/** Records of the table of contents and local heads get awkward numbers. */
function mutateTable(bytes: Bytes, chance: Chance): Bytes | null {
  const heads = [3, 1, 5].flatMap((kind) => positionsOf(bytes, [0x50, 0x4b, kind, kind + 1]));
  return heads.length === 0 ? null : writeAwkward(bytes, chance.pick(heads) + 4 + chance.below(42), chance);
}

/** Signatures of the structures of HDF5 (File Format Specification, III), and the layout of an object's head. */
const signatures = ['TREE', 'HEAP', 'SNOD', 'OHDR', 'OCHK', 'FRHP', 'FHDB', 'BTHD', 'BTLF', 'GCOL', '\u0089HDF'];

async function mutateHdf5(bytes: Bytes, chance: Chance): Promise<Bytes> {
  if (chance.happens(0.3)) {
    const config = configIn(bytes);
    if (config !== null) return writeHdf5(legacyOf(mutateJson(config, chance)));
  }
  const places = signatures.flatMap((signature) =>
    positionsOf(
      bytes,
      Array.from(signature, (letter) => letter.charCodeAt(0)),
    ),
  );
  let result = bytes;
  for (let round = 1 + chance.below(3); round > 0; round--) {
    // Heads of objects of the oldest version have no signature: they stand at multiples of eight between the others.
    const at = chance.happens(0.5) ? chance.pick(places) + chance.below(96) : 8 * chance.below(bytes.length / 8);
    result = writeAwkward(result, at, chance);
  }
  return result;
}

/** The configuration in a legacy file, where it stands in one piece. */
function configIn(bytes: Bytes): string | null {
  const text = new TextDecoder('latin1').decode(bytes);
  return /\{"class_name":.*?\}\]\}\}/.exec(text)?.[0] ?? null;
}

const shapes = [
  '()',
  '(0,)',
  '(2,)',
  '(2, 2)',
  '(-1,)',
  '(1000000000, 0)',
  '(4294967296,)',
  '(2, 2, 2, 2)',
  '(2L, 2L)',
  `(${'1, '.repeat(70)})`,
];
const types = [
  '|u1',
  '<f4',
  '>f8',
  '<f2',
  '|b1',
  '<i8',
  '>u2',
  '<U0',
  '<U4',
  '|S3',
  '|O',
  '<c8',
  '<f16',
  '<U999999999',
];

/** The words of the head are exchanged for others of the same length, so that the elements stay where they are. */
function mutateNpy(bytes: Bytes, chance: Chance): Bytes {
  const length = 10 + ((bytes[8] ?? 0) | ((bytes[9] ?? 0) << 8));
  const head = new TextDecoder('latin1').decode(bytes.subarray(10, length));
  const changed = chance.pick([
    () => head.replace(/'descr': '[^']*'/, `'descr': '${chance.pick(types)}'`),
    () => head.replace(/\([^)]*\)/, chance.pick(shapes)),
    () => head.replace('False', chance.pick(['True ', '0', '""'])),
    () => head.slice(0, chance.below(head.length)),
  ])();
  const result = bytes.slice();
  result.set(textBytes(changed.padEnd(head.length).slice(0, head.length)), 10);
  return result;
}

async function repacked(bytes: Bytes, other: Bytes, chance: Chance): Promise<Bytes | null> {
  try {
    const content = new Uint8Array(gunzipSync(bytes, { maxOutputLength: 2 ** 22 }));
    return new Uint8Array(gzipSync(await mutateFile(content, other, chance)));
  } catch {
    return null;
  }
}

const cells = ['', 'NaN', '1e999', '-1', '"', '0x10', 'a'.repeat(2000), ',,,', '\n', '\r\n', '\t', ';', '٣', '1_000'];

/** Cells of a table are exchanged. */
function mutateCells(bytes: Bytes, chance: Chance): Bytes {
  const parts = new TextDecoder().decode(bytes).split(',');
  parts[chance.below(parts.length)] = chance.pick(cells);
  return textBytes(parts.join(','));
}

const textBytes = (text: string): Bytes => new TextEncoder().encode(text);
