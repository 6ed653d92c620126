import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expect } from 'vitest';

const folder = join(import.meta.dirname, 'golden');

/**
 * Compares text with the file of that name under test/golden. Where they differ, the text is left beside it as NAME-changed.EXT:
 * look at it, and rename it if the change is meant.
 */
export function expectGolden(text: string, name: string): void {
  const path = join(folder, name);
  const changed = path.slice(0, -extname(path).length) + `-changed${extname(path)}`;
  const golden = existsSync(path) ? readFileSync(path, 'utf8') : null;
  if (golden === text) return rmSync(changed, { force: true });
  writeFileSync(changed, text);
  expect.fail(
    `${golden === null ? 'There is no golden file' : 'The text is not that of the golden file'}: compare ${changed} with ${path}`,
  );
}
