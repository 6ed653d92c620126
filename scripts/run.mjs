// Runs a TypeScript file of this repository on plain Node: node scripts/run.mjs [--with cli,worker] FILE.ts [arguments].
// Only the kernels and what FILE imports are built; with --with also those entries of the Node side, beside it as cli.js and worker.js.
import { rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildKernels, bundle, entries, root } from './build.mjs';

const rest = process.argv.slice(2);
const wanted = rest[0] === '--with' ? rest.splice(0, 2)[1].split(',') : [];
const file = rest.shift();
if (file === undefined) {
  console.error('usage: node scripts/run.mjs [--with cli,worker] FILE.ts [arguments]');
  process.exit(2);
}
buildKernels();
const name = basename(file).replace(/\.ts$/, '');
// A folder of its own for every run: no build that goes on meanwhile changes what runs here, or what its workers load later.
const outDir = join(root, '.cache/run', `${name}-${process.pid}`);
process.on('exit', () => rmSync(outDir, { recursive: true, force: true }));
const others = wanted.map((entry) => [entry, join(root, entries[entry])]);
await bundle({ [name]: resolve(file), ...Object.fromEntries(others) }, outDir);
process.argv = [process.argv[0], resolve(file), ...rest];
await import(pathToFileURL(join(outDir, `${name}.js`)).href);
