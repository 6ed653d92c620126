import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

const folder = process.env['SPIKEBENCH_REFERENCE'] ?? fileURLToPath(new URL('../../shared/reference', import.meta.url));
let said = false;

/** Path of a file of the reference data: outputs of real Keras and of ANNarchy, which are not part of the repository. */
export function referencePath(...parts: readonly string[]): string {
  return join(folder, ...parts);
}

/** `describe` for tests that need the reference data; skipped, and said so in one line, where they are missing. */
export function describeWithReference(name: string, tests: () => void): void {
  if (existsSync(folder)) {
    describe(name, tests);
    return;
  }
  if (!said) console.log(`Skipped: there are no reference data at ${folder} (set SPIKEBENCH_REFERENCE).`);
  said = true;
  // oxlint-disable-next-line vitest/valid-title -- the name is passed through
  describe.skip(name, tests);
}
