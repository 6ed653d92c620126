import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';

/** Where tfjs finds its WebAssembly: the folder of the package; or, by name of the file, a URL to fetch it from. */
export const tensorWasm = (): { readonly paths: string | Record<string, string>; readonly isFetched: boolean } => {
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  return { paths: `${dirname(entry)}${sep}`, isFetched: false };
};
