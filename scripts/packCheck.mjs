// Packs the desktop app around a dummy of Electron, which is not downloaded, and looks whether everything is inside.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { build, root } from './build.mjs';

const electronDist = join(root, '.cache/electronDist');
const output = join(root, '.cache/pack');
const asar = join(output, 'linux-unpacked/resources/app.asar');

/** What electron looks for to set fuses: a marker, the version of the wire, its length, one character per fuse. */
const fuseMarker = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseNames = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'asarIntegrity',
  'onlyLoadAppFromAsar',
  'browserV8Snapshot',
  'fileProtocolPrivileges',
];
const wantedFuses = '01001100';

/** One pattern for each thing that the app cannot do without. */
const wanted = {
  main: /^\/dist\/main\/electron\.js$/,
  preload: /^\/dist\/main\/preload\.cjs$/,
  worker: /^\/dist\/main\/worker\.js$/,
  chunks: /^\/dist\/main\/chunks\/.+\.js$/,
  page: /^\/dist\/renderer\/index\.html$/,
  script: /^\/dist\/renderer\/assets\/.+\.js$/,
  'tfjs WASM': /^\/node_modules\/@tensorflow\/tfjs-backend-wasm\/.*tfjs-backend-wasm-simd\.wasm$/,
  'HDF5 library': /^\/node_modules\/h5wasm\/dist\/node\/hdf5_hl\.js$/,
  'third-party notices': /^\/dist\/THIRD_PARTY_NOTICES\.txt$/,
  'PDF library': /^\/node_modules\/pdfkit\/js\/pdfkit\.node\.mjs$/,
  'what PDF fonts need': /^\/node_modules\/@swc\/helpers\/package\.json$/,
  'PNG library': /^\/node_modules\/@resvg\/resvg-wasm\/index_bg\.wasm$/,
  'fonts of figures': /^\/node_modules\/@expo-google-fonts\/arimo\/400Regular\/Arimo_400Regular\.ttf$/,
  'demo model': /^\/assets\/demo\/digits-cnn\.keras$/,
  'demo data': /^\/assets\/demo\/digits\.npz$/,
};
const unwanted = { 'source maps': /\.map$/, tests: /^\/(test|src|scripts)\//, electron: /^\/node_modules\/electron\// };

await build({ window: true });
makeDummy();
rmSync(output, { recursive: true, force: true });
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/electron-builder/out/cli/cli.js'),
    '--linux',
    'dir',
    '--publish',
    'never',
    `-c.electronDist=${electronDist}`,
    `-c.directories.output=${output}`,
  ],
  { cwd: root, encoding: 'utf8', env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' } },
);
if (status !== 0) fail(`electron-builder ended with ${status}\n${stdout}\n${stderr}`);
if (!existsSync(asar)) fail(`There is no ${asar}`);

const files = listPackage(asar, { isPack: false });
for (const [name, pattern] of Object.entries(wanted)) {
  if (!files.some((file) => pattern.test(file))) fail(`The package lacks: ${name} (${pattern})`);
}
for (const [name, pattern] of Object.entries(unwanted)) {
  const found = files.find((file) => pattern.test(file));
  if (found !== undefined) fail(`The package holds ${name}: ${found}`);
}
const { main } = JSON.parse(extractFile(asar, 'package.json').toString('utf8'));
if (main !== 'dist/main/electron.js') fail(`The package starts with ${main}`);
if (!existsSync(`${asar}.unpacked/assets/demo/digits.npz`)) fail('The demo does not lie beside the archive');
const fuses = readFuses();
if (fuses !== wantedFuses) fail(`The fuses are ${fuses}, not ${wantedFuses} (${fuseNames.join(', ')})`);
const size = (statSync(asar).size / 2 ** 20).toFixed(1);
console.log(`pack: ${files.length} entries, ${size} MiB, fuses ${fuses} (${fuseNames.join(', ')})`);

function makeDummy() {
  rmSync(electronDist, { recursive: true, force: true });
  mkdirSync(join(electronDist, 'resources'), { recursive: true });
  mkdirSync(join(electronDist, 'locales'), { recursive: true });
  const wire = Buffer.concat([
    Buffer.from(`dummy ${fuseMarker}`),
    Buffer.from([1, fuseNames.length]),
    Buffer.from('10110010'),
    Buffer.from(' end'),
  ]);
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'));
  writeFileSync(join(electronDist, 'electron'), wire);
  chmodSync(join(electronDist, 'electron'), 0o755);
  writeFileSync(join(electronDist, 'version'), version);
  for (const name of [
    'chrome-sandbox',
    'chrome_crashpad_handler',
    'LICENSE',
    'LICENSES.chromium.html',
    'locales/en-US.pak',
  ]) {
    writeFileSync(join(electronDist, name), '');
  }
}

function readFuses() {
  const binary = readFileSync(join(output, 'linux-unpacked/spikebench'));
  const at = binary.indexOf(fuseMarker) + fuseMarker.length;
  return binary.toString('latin1', at + 2, at + 2 + binary[at + 1]);
}

function fail(words) {
  console.error(words);
  process.exit(1);
}
