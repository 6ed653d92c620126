// The licences of everything that is shipped besides our own code: made from what is installed, so that it is never out of date.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const noticesFile = join(root, 'dist/THIRD_PARTY_NOTICES.txt');

/** Development packages of which code ends up in what is shipped: the compiler's own library is compiled into the kernels. */
const compiledIn = ['node_modules/assemblyscript'];

/** Licences that may be shipped under: all of them allow it without conditions for our own code. */
export const acceptable = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'MPL-2.0',
  'OFL-1.1',
  'Zlib',
  'NIST-Software',
  'HDF5',
]);

/** What a package does not say in its package.json; each looked up in its licence file. */
const stated = { 'png-js': 'MIT', h5wasm: 'NIST-Software AND HDF5' };

/**
 * Every package that is shipped: name, version, the expression of its licence, the texts. Optional packages (the TensorFlow library) are not
 * shipped; whoever installs them has their licences beside them.
 */
export function shippedPackages() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const paths = Object.keys(packages).filter((path) => {
    const { dev, devOptional, optional } = packages[path];
    return path !== '' && !dev && !devOptional && !optional;
  });
  return [...paths, ...compiledIn].map((path) => describePackage(path)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function describePackage(path) {
  const folder = join(root, path);
  const { name, version, license, author, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const licence = stated[name] ?? license;
  if (typeof licence !== 'string')
    throw new Error(`${name} does not say its licence: look it up and add it to scripts/notices.mjs`);
  return { name, version, licence, homepage: homepage ?? null, texts: textsIn(folder, licence, name, author) };
}

/** The files of a package that hold its licence and notices; else the licence's own text. */
function textsIn(folder, licence, name, author) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice|ofl)([._-].*)?$/i.test(file));
  const texts = files.flatMap((file) => {
    const path = join(folder, file);
    return existsSync(path) && !file.endsWith('.js') ? [readWhole(path)] : [];
  });
  if (texts.some((text) => text.length > 200)) return texts;
  const standard = join(root, 'scripts/licences', `${licence}.txt`);
  if (!existsSync(standard))
    throw new Error(`${name} has no licence file, and there is no text of ${licence} in scripts/licences`);
  const by = typeof author === 'string' ? author : (author?.name ?? `the authors of ${name}`);
  return [`Copyright (c) ${by}\n\n${readFileSync(standard, 'utf8').trim()}`];
}

/** A file, or all files of a folder of licences. */
function readWhole(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error.code !== 'EISDIR') throw error;
    return readdirSync(path)
      .toSorted()
      .map((file) => readFileSync(join(path, file), 'utf8').trim())
      .join('\n\n');
  }
}

/** The names in the expression of a licence; of alternatives the first that is acceptable. */
export function licencesOf(expression) {
  return expression
    .replaceAll(/[()]/g, '')
    .split(' AND ')
    .map((part) => part.split(' OR ').find((choice) => acceptable.has(choice)) ?? part);
}

/** Writes the notices beside the build. */
export function buildNotices() {
  const rule = '='.repeat(100);
  const packages = shippedPackages();
  const parts = packages.map(
    ({ name, version, licence, homepage, texts }) =>
      `${rule}\n${name} ${version}\nLicence: ${licence}${homepage === null ? '' : `\n${homepage}`}\n\n${texts.join('\n\n')}\n`,
  );
  const head = `Spikebench contains or comes with the following ${packages.length} packages. In the desktop application, the licences of Electron\nand Chromium lie beside the program.\n`;
  mkdirSync(dirname(noticesFile), { recursive: true });
  writeFileSync(noticesFile, [head, ...parts].join('\n'));
}
