import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder =
  process.env['SPIKEBENCH_REFERENCE'] ?? fileURLToPath(new URL('../../../shared/reference', import.meta.url));

/** Folder of the reference data, which are not part of the repository; null where they are missing. */
export const referenceFolder = existsSync(folder) ? folder : null;

/** Why a test that needs them is skipped. */
export const withoutReference = `There are no reference data at ${folder} (set SPIKEBENCH_REFERENCE).`;
