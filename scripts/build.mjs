// The ordinary build: AssemblyScript kernels to an embedded module, then the Node entries to dist/. Does nothing when nothing changed.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildNotices, noticesFile } from './notices.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const kernelsFolder = join(root, 'src/shared/simulation/kernels/wasm');
const kernelsEntry = join(kernelsFolder, 'index.ts');
const kernelsModule = join(root, 'src/shared/simulation/kernels/kernels.wasm.ts');
const stamp = join(root, 'dist/main/.built');

/** Entries of the Node side: what each becomes in dist/main. */
export const entries = {
  cli: 'src/main/cli/main.ts',
  worker: 'src/main/engine/worker.ts',
  memoryWatch: 'src/main/engine/memoryWatch.ts',
  server: 'src/main/server/main.ts',
  electron: 'src/main/electron/main.ts',
};
const rendererStamp = join(root, 'dist/renderer/.built');

/** Builds what is out of date: the kernels and the Node side; with `window` the window as well. */
export async function build({ window = false } = {}) {
  buildKernels();
  await buildMain();
  if (!isFresh(noticesFile, ['package-lock.json', 'scripts/notices.mjs', 'scripts/licences'])) buildNotices();
  if (window) await buildWindow();
}

/** The window: src/renderer to dist/renderer, by its own configuration. */
async function buildWindow() {
  if (isFresh(rendererStamp, ['src/shared', 'src/renderer', 'vite.renderer.config.ts', 'package.json'])) return;
  const started = new Date();
  const vite = await import('vite');
  // Whatever the surroundings say (tests say "test"), the window is built for use: without React's checks and advice.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  await vite.build({ configFile: join(root, 'vite.renderer.config.ts'), logLevel: 'error', mode: 'production' });
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
  writeFileSync(rendererStamp, started.toISOString());
  utimesSync(rendererStamp, started, started);
}

async function buildMain() {
  if (isFresh(stamp, ['src/shared', 'src/main', 'scripts/build.mjs', 'package.json'])) return;
  const input = Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file))));
  if (Object.keys(input).length === 0) return;
  const started = new Date();
  await bundle(input, join(root, 'dist/main'));
  await bundlePreload();
  writeFileSync(stamp, started.toISOString());
  // What was edited while the build ran is newer than the build.
  utimesSync(stamp, started, started);
}

/** The script that Electron runs before the page: one CommonJS file, since the sandbox knows no modules. */
async function bundlePreload() {
  const vite = await import('vite');
  const { output } = await vite.build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      write: false,
      minify: false,
      rollupOptions: {
        input: { preload: join(root, 'src/main/electron/preload.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  });
  writeWhole(join(root, 'dist/main/preload.cjs'), output[0].code);
}

/** Bundles TypeScript entries for Node; packages stay outside and are found in node_modules. */
export async function bundle(input, outDir) {
  const vite = await import('vite');
  const { output } = await vite.build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      write: false,
      minify: false,
      sourcemap: true,
      rollupOptions: {
        input,
        // Packages that need not be installed are looked for when they are wanted.
        external: ['@tensorflow/tfjs-node', 'electron'],
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  writeBundle(outDir, output);
}

/** How long a build that is no longer the newest may still be in use by a process that it started. */
const oldBuildsFor = 60 * 60 * 1000;

/** Writes the chunks, then the entries that name them, each whole: processes that run or start meanwhile find one build or the other. */
function writeBundle(outDir, output) {
  const files = output.flatMap((file) => {
    const written = { path: join(outDir, file.fileName), text: file.type === 'chunk' ? file.code : file.source };
    return [{ ...written, isEntry: file.type === 'chunk' && file.isEntry }];
  });
  for (const { path, text } of files.toSorted((a, b) => Number(a.isEntry) - Number(b.isEntry))) {
    writeWhole(path, text);
  }
  const current = new Set(files.map(({ path }) => path));
  for (const name of readdirSync(outDir, { recursive: true })) {
    const path = join(outDir, name);
    const stats = statSync(path);
    const isOld = stats.isFile() && Date.now() - stats.mtimeMs > oldBuildsFor;
    if (isOld && !current.has(path) && path !== stamp) rmSync(path);
  }
}

/** Written beside and renamed, so that nobody reads half a file. */
function writeWhole(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** The SIMD kernels, compiled and embedded: all that shared code needs to run from source. */
export function buildKernels() {
  if (!existsSync(kernelsEntry)) return;
  if (isFresh(kernelsModule, [relative(root, kernelsFolder), 'scripts/build.mjs'])) return;
  const target = join(root, '.cache/kernels.wasm');
  mkdirSync(dirname(target), { recursive: true });
  const asc = join(root, 'node_modules/assemblyscript/bin/asc.js');
  const flags = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--importMemory', '--noAssert', '--use', 'abort='];
  const { status } = spawnSync(process.execPath, [asc, kernelsEntry, '-o', target, ...flags], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The AssemblyScript kernels did not compile');
  const text = readFileSync(target).toString('base64');
  // Written beside and renamed, so that a build running at the same time never reads half a module.
  const draft = `${kernelsModule}.${process.pid}`;
  writeFileSync(
    draft,
    `// Generated by scripts/build.mjs from kernels/wasm/. Do not edit.\nexport const kernelsWasm = '${text}';\n`,
  );
  renameSync(draft, kernelsModule);
  rmSync(target);
}

/** Whether `target` is newer than every file below `sources`. */
function isFresh(target, sources) {
  if (!existsSync(target)) return false;
  const built = statSync(target).mtimeMs;
  return sources.every((source) => newest(join(root, source)) <= built);
}

function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await build({ window: true });
