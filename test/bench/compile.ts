import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';

/** Compiles a kernel of the bench, wasm/NAME.ts: they stay apart from the product's. */
export function compileBenchKernels(name: 'roofline' | 'experiments'): WebAssembly.Module {
  mkdirSync('.cache', { recursive: true });
  const target = `.cache/${name}.wasm`;
  const flags = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--importMemory', '--noAssert', '--use', 'abort='];
  const asc = ['node_modules/assemblyscript/bin/asc.js', `test/bench/wasm/${name}.ts`, '-o', target, ...flags];
  const { status } = spawnSync(process.execPath, asc, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`The bench's kernel ${name} did not compile`);
  return new WebAssembly.Module(new Uint8Array(readFileSync(target)));
}
