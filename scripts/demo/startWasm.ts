import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

/** Makes tfjs compute with its WASM backend, on one thread, which Node has no more of for it. */
export async function startWasm(): Promise<void> {
  const require = createRequire(import.meta.url);
  setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  if (!(await setBackend('wasm'))) throw new Error('The WASM backend of tfjs does not start');
}
