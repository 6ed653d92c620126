// Runs a TypeScript file of this repository on plain Node: node scripts/run.mjs FILE.ts [arguments].
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, bundle, root } from './build.mjs';

const [file, ...rest] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node scripts/run.mjs FILE.ts [arguments]');
  process.exit(2);
}
await build();
const name = basename(file).replace(/\.ts$/, '');
const outDir = join(root, '.cache/run', name);
await bundle({ [name]: resolve(file) }, outDir);
process.argv = [process.argv[0], resolve(file), ...rest];
await import(pathToFileURL(join(outDir, `${name}.js`)).href);
