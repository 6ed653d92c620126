import { enableProdMode, getBackend, matMul, setBackend, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { assertNever } from '../../shared/assertNever.ts';
import { tensorWasm } from './tensorWasm.ts';
import { withRemovedUtil } from './withRemovedUtil.ts';

/** What computes the analog network: the TensorFlow library, its kernels in WebAssembly, or plain JavaScript. */
export type TensorBackend = 'tensorflow' | 'wasm' | 'cpu';

/** A backend as records of a run name it. */
export function tensorBackendWords(backend: TensorBackend): string {
  switch (backend) {
    case 'tensorflow':
      return 'tfjs-node';
    case 'wasm':
      return 'tfjs wasm';
    case 'cpu':
      return 'tfjs cpu';
    default:
      return assertNever(backend);
  }
}

/**
 * Starts the arithmetic of the analog network: WebAssembly with SIMD and one thread, which gives the same bits on every machine, or
 * plain JavaScript where WebAssembly fails. `preferNative` asks for the TensorFlow library, which is an optional package, before that.
 */
export async function startTensorBackend({ preferNative = false } = {}): Promise<TensorBackend> {
  // Without its development mode the library prints no banner and no advice.
  enableProdMode();
  if (preferNative && (await starts(startNative))) return 'tensorflow';
  if (getBackend() === 'wasm' || (await starts(startWasm))) return 'wasm';
  await startPlain();
  return 'cpu';
}

async function starts(start: () => Promise<boolean>): Promise<boolean> {
  try {
    return await start();
  } catch {
    return false;
  }
}

async function startNative(): Promise<boolean> {
  // The compiler must not look for a package that need not be installed.
  const name: string = '@tensorflow/tfjs-node';
  await withRemovedUtil(() => import(name));
  return (await setBackend('tensorflow')) && multiplies();
}

/** A library can load and then fail at each operation, as one does that was built for another Node. */
function multiplies(): boolean {
  return tidy(() => matMul(tensor2d([[2, 3]]), tensor2d([[5], [7]])).dataSync()[0]) === 31;
}

async function startWasm(): Promise<boolean> {
  const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const { paths, isFetched } = tensorWasm();
  setWasmPaths(paths, isFetched);
  setThreadsCount(1);
  return setBackend('wasm');
}

async function startPlain(): Promise<boolean> {
  await import('@tensorflow/tfjs-backend-cpu');
  return setBackend('cpu');
}
