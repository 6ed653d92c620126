import type { Output } from './output.ts';
import { version, withEngine } from './session.ts';

export interface BundleOptions {
  readonly out: string;
  readonly model: string | null;
  readonly data: string | null;
  readonly withModel: boolean;
  readonly withData: boolean;
  readonly asJson: boolean;
}

/** `bundle FOLDER --out FILE`: everything that a finished run needs to be run again, in one file. */
export async function bundle(folder: string, { asJson, ...options }: BundleOptions, output: Output): Promise<void> {
  const made = await withEngine(1, (engine) =>
    engine.exportPart({ about: 'makeBundle', folder, spikebench: version, ...options }),
  );
  const size = made.bytes < 2 ** 20 ? `${Math.ceil(made.bytes / 1024)} kB` : `${(made.bytes / 2 ** 20).toFixed(1)} MB`;
  output.print(
    asJson
      ? JSON.stringify(made)
      : [
          ...made.files.map((file) => `  ${file}`),
          `${made.path}: ${made.files.length} files, ${size}`,
          `Run it again with: spikebench replay ${made.path}${options.withModel ? '' : ' --model PATH'}${options.withData ? '' : ' --data PATH'}`,
        ].join('\n'),
  );
}
