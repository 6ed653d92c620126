import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** The import rules of the tree (ARCHITECTURE.md, "Rules"), in tables. */

/** Files that hold a noun: a value that one stage makes and others read. Any stage may import them. */
const nouns = [
  'model/graph',
  'dataset/dataset',
  'dataset/datasetFiles',
  'conversion/settings',
  'conversion/presets',
  'conversion/calibration',
  'conversion/methodFields',
  'conversion/methodSchema',
  'conversion/layerValues',
  'conversion/describeChanges',
  'conversion/method',
  'conversion/network',
  'conversion/conversion',
  'conversion/connectivity',
  'conversion/neuronParameter',
  'export/bundleManifest',
  'nir/nirGraph',
  'nir/nirReport',
  'nir/profiles',
  'simulation/encoding',
  'simulation/encodingName',
  'simulation/encodingSchema',
  'simulation/engineName',
  'simulation/engine',
  'simulation/engineAgreement',
  'simulation/readout',
  'simulation/recording',
  'metrics/tally',
  'diagnosis/diagnosisTally',
  'diagnosis/summarise',
  'sweep/plan',
  'sweep/axes',
  'sweep/axisWords',
  'sweep/draft',
  'sweep/shards',
  'results/runRecord',
  'training/architecture',
  'training/settings',
  'training/setup',
  'training/setupSchema',
  'training/trainingNames',
  'training/progress',
  'training/networkChoice',
  'training/templates',
  'results/work',
].map((name) => `src/shared/${name}.ts`);

/** Nouns of the contract between window and host: what views show. */
const views = /^src\/shared\/api\/\w+Views\.ts$/;

/** Folders of `shared` that everything may use, and files at its root. */
const foundation = /^src\/shared\/([^/]+\.ts|problems\/.*)$/;

/** What else a folder of `shared` may import from others, and why. */
const agreed: readonly (readonly [from: string, to: RegExp, why: string])[] = [
  ['model', /^src\/shared\/bytes\//, 'reads files'],
  ['dataset', /^src\/shared\/bytes\//, 'reads files'],
  ['nir', /^src\/shared\/bytes\//, 'reads and writes files'],
  ['metrics', /^src\/shared\/(simulation\/readouts|results\/rowKey)\.ts$/, 'counts what readouts say, by row'],
  ['diagnosis', /^src\/shared\/metrics\//, 'measures accuracies'],
  ['results', /^src\/shared\/(metrics|sweep)\//, 'a record is made of measurements'],
  ['chart', /^src\/shared\/(metrics|results)\//, 'draws measurements'],
  ['export', /^src\/shared\/(metrics|results|chart|bytes)\//, 'writes measurements'],
  ['api', /^src\/shared\/(model|dataset|metrics|sweep|results)\//, 'carries what they make'],
  ['training', /^src\/shared\/(model|dataset)\//, 'makes models out of data'],
];

/** Files that call a stage. In `main` the worker alone imports them, so that no other process computes. */
const stages =
  /^src\/shared\/(model\/(readModel|analog)|dataset\/readDataset|nir\/(exportNir|nirNetwork)|conversion\/(convert|calibrate)|simulation\/(kernels|tensors)\/|training\/(trainModel|networkInTraining)|metrics\/measureTally)/;
const worker = /^src\/main\/engine\/(worker|tensorBackend|tasks\/|views\/|exports\/)/;

/** Where a package may be imported. */
const packages: readonly (readonly [name: RegExp, where: RegExp])[] = [
  [/^h5wasm(\/|$)/, /^src\/shared\/bytes\/hdf5/],
  [/^(jszip|fflate)(\/|$)/, /^src\/(shared\/(bytes|export)|main\/engine\/exports)\//],
  [/^electron(\/|$)/, /^src\/main\/electron\//],
  [/^ws(\/|$)/, /^src\/main\//],
  [/^(pdfkit|svg-to-pdfkit|@resvg\/resvg-wasm)(\/|$)/, /^src\/main\/figures\//],
  [/^commander(\/|$)/, /^src\/main\/cli\//],
  [/^@tensorflow\//, /^src\/(shared\/(model\/analog|training|simulation\/tensors)|main\/engine\/tensorBackend)/],
  [/^echarts(\/|$)/, /^src\/(shared\/chart|renderer)\//],
  [/^(react|react-dom)(\/|$)/, /^src\/renderer\//],
];

const root = fileURLToPath(new URL('..', import.meta.url));

/** Source files by path from the root, with `/` on every system. */
function readTree(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.wasm\.ts$|[\\/]wasm[\\/]/.test(name))
    .map((name) => join(folder, name));
  return new Map(files.map((file) => [file.split(sep).join('/'), readFileSync(join(root, file), 'utf8')]));
}

/** What a file imports: paths from the root, or names of packages. */
function importsOf(file: string, text: string): readonly string[] {
  const specifiers = [
    ...text.matchAll(/^(?:import|export)\b[^'";]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|^import\s*'([^']+)'/gm),
  ];
  return specifiers
    .map(([, from, dynamic, bare]) => from ?? dynamic ?? bare!)
    .map((specifier) => (specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier));
}

function violationsOf(files: ReadonlyMap<string, string>): readonly string[] {
  return [...files].flatMap(([file, text]) =>
    importsOf(file, text).flatMap((target) => {
      const rule =
        target.startsWith('src/') || target.startsWith('..')
          ? brokenWall(file, target)
          : brokenPackageRule(file, target);
      return rule === null ? [] : [`${file} imports ${target}: ${rule}`];
    }),
  );
}

function brokenPackageRule(file: string, name: string): string | null {
  const isNode = name.startsWith('node:') || builtinModules.includes(name);
  if (isNode) return file.startsWith('src/main/') ? null : 'Node is for main';
  const rule = packages.find(([pattern]) => pattern.test(name));
  return rule === undefined || rule[1].test(file) ? null : `it belongs to ${rule[1].source}`;
}

function brokenWall(file: string, target: string): string | null {
  const [, layer, stage] = file.split('/');
  const [, otherLayer, otherStage] = target.split('/');
  if (layer === 'main' && stages.test(target) && !worker.test(file)) return 'only the worker calls stages';
  if (layer !== otherLayer) return otherLayer === 'shared' ? null : `${layer} does not know ${otherLayer}`;
  if (layer !== 'shared' || stage === otherStage || foundation.test(target)) return null;
  if (nouns.includes(target) || views.test(target)) return null;
  if (foundation.test(file)) return 'the foundation stands below the stages';
  const isAgreed = agreed.some(([from, to]) => from === stage && to.test(target));
  return isAgreed ? null : 'a stage knows the nouns of others, not their functions';
}

const tree = readTree('src');

test('the scan sees the tree', () => {
  expect([...tree.keys()]).toEqual(
    expect.arrayContaining([
      'src/shared/units.ts',
      'src/shared/bytes/zip.ts',
      'src/shared/model/graph.ts',
      'src/shared/simulation/kernels/reference.ts',
      'src/main/cli/main.ts',
      'src/main/engine/worker.ts',
      ...nouns,
    ]),
  );
  const all = [...tree].flatMap(([file, text]) => importsOf(file, text));
  expect(all.length).toBeGreaterThan(400);
  // Every relative import leads to a file that was seen, so none was misread.
  const lost = all.filter(
    (target) => /^src\/.*\.tsx?$/.test(target) && !target.endsWith('.wasm.ts') && !tree.has(target),
  );
  expect(lost).toEqual([]);
});

test('every import keeps the rules', () => {
  expect(violationsOf(tree)).toEqual([]);
});

test.each([
  ['src/shared/model/x.ts', "import { readFile } from 'node:fs/promises';"],
  ['src/shared/model/x.ts', "import fs from 'fs';"],
  ['src/shared/metrics/x.ts', "import { app } from 'electron';"],
  ['src/main/cli/x.ts', "import { app } from 'electron';"],
  ['src/shared/chart/x.ts', "import { useState } from 'react';"],
  ['src/shared/model/x.ts', "import { File } from 'h5wasm';"],
  ['src/shared/dataset/x.ts', "import JSZip from 'jszip';"],
  ['src/shared/units.ts', "import { convert } from './conversion/convert.ts';"],
  ['src/shared/simulation/x.ts', "import { convert } from '../conversion/convert.ts';"],
  ['src/shared/simulation/x.ts', "export { convert } from '../conversion/convert.ts';"],
  ['src/shared/simulation/x.ts', "const { convert } = await import('../conversion/convert.ts');"],
  ['src/shared/conversion/x.ts', "import {\n  type A,\n  readModel,\n} from '../model/readModel.ts';"],
  ['src/shared/sweep/x.ts', "import '../../main/engine/pool.ts';"],
  ['src/main/engine/engine.ts', "import { convert } from '../../shared/conversion/convert.ts';"],
  ['src/main/cli/x.ts', "import { view } from '../../renderer/views/x.tsx';"],
  ['src/renderer/x.tsx', "import { createPool } from '../main/engine/pool.ts';"],
])('a violation planted in %s is caught: %s', (file, text) => {
  expect(violationsOf(new Map([[file, text]]))).toHaveLength(1);
});
