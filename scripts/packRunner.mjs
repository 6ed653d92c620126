// Makes dist/spikebench-runner.mjs: the command line and its workers in one file, with all WebAssembly inside, for a node of a cluster that
// has Node 20 and nothing else.
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildKernels, root } from './build.mjs';

export const runnerFile = join(root, 'dist/spikebench-runner.mjs');

const source = (name) => join(root, 'src/main', name);
/** Modules of commands that the runner has; those of others are left out. */
const commands = /(inspect|evaluate|run|sweep|shard|merge|explain|cluster)Command\.ts$|sweepSource\.ts$/;

/** What is another in one file: where things lie. */
const singleFile = {
  name: 'single-file',
  enforce: 'pre',
  resolveId(id, importer) {
    if (importer === source('cli/main.ts') && id === './program.ts') return source('cli/runnerProgram.ts');
    if (importer === source('cli/program.ts') && id.endsWith('Command.ts') && !commands.test(id)) return '\0left-out';
    return null;
  },
  load(id) {
    if (id === '\0left-out') return 'export {};';
    if (id === source('engine/tensorWasm.ts')) return tensorWasm();
    return null;
  },
  transform(code, id) {
    if (id === source('installation.ts'))
      return ['cli', 'worker'].reduce(
        (text, name) => replaceOnce(text, `join(main, '${name}.js')`, 'fileURLToPath(import.meta.url)'),
        code,
      );
    if (id === source('engine/watchMemory.ts'))
      return replaceOnce(code, /return join\([^;]*'memoryWatch\.js'\);/, 'return fileURLToPath(import.meta.url);');
    return null;
  },
};

/** The module engine/tensorWasm.ts with the files inside. */
function tensorWasm() {
  const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  const paths = Object.fromEntries(
    ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'].map((name) => [
      name,
      `data:application/wasm;base64,${readFileSync(join(folder, name)).toString('base64')}`,
    ]),
  );
  return `const paths = ${JSON.stringify(paths)};\nexport const tensorWasm = () => ({ paths, isFetched: true });`;
}

function replaceOnce(code, what, by) {
  const changed = code.replace(what, by);
  if (changed === code) throw new Error(`There is nothing to replace by ${by}`);
  return changed;
}

buildKernels();
const vite = await import('vite');
const { output } = await vite.build({
  configFile: false,
  root,
  logLevel: 'error',
  plugins: [singleFile],
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node20',
    write: false,
    minify: true,
    rollupOptions: {
      input: { runner: source('cluster/runnerMain.ts') },
      external: ['@tensorflow/tfjs-node', 'bufferutil', 'utf-8-validate'],
      output: { codeSplitting: false },
    },
  },
});
if (output.length !== 1) throw new Error(`The runner became ${output.length} files`);
// Libraries in the form of CommonJS ask for Node's own modules by require, and for the folder that they lie in.
const head = [
  '#!/usr/bin/env node',
  "import { createRequire as spikebenchRequire } from 'node:module';",
  'const require = spikebenchRequire(import.meta.url);',
  'const __filename = process.argv[1];',
  "const __dirname = '/';",
  '',
].join('\n');
mkdirSync(dirname(runnerFile), { recursive: true });
const draft = `${runnerFile}.${process.pid}`;
writeFileSync(draft, head + output[0].code);
chmodSync(draft, 0o755);
renameSync(draft, runnerFile);
console.log(`${runnerFile}: ${(readFileSync(runnerFile).length / 2 ** 20).toFixed(1)} MiB`);
