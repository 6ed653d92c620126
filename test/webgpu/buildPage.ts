import { join } from 'node:path';
import { build } from 'vite';

/** Bundles the test page, the engine and everything else that it imports from the sources of this repository, into `folder`. */
export async function buildPage(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: join(process.cwd(), 'test/webgpu/page'),
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 10_000,
      reportCompressedSize: false,
    },
  });
}
