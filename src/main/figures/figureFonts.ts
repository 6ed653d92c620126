import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** The fonts that every figure is set in, whatever the machine has: Arimo, of the widths of Helvetica and Arial (OFL). */
export interface FigureFonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
}

let loaded: Promise<FigureFonts> | null = null;

/** Read once. */
export function loadFigureFonts(): Promise<FigureFonts> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<FigureFonts> {
  const { resolve } = createRequire(import.meta.url);
  const read = (path: string): Promise<Buffer> => readFile(resolve(`@expo-google-fonts/arimo/${path}`));
  const [regular, bold] = await Promise.all([
    read('400Regular/Arimo_400Regular.ttf'),
    read('700Bold/Arimo_700Bold.ttf'),
  ]);
  return { regular, bold };
}
