import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../../scripts/packCheck.mjs', import.meta.url));

test('the packed app holds main, preload, window, workers, WASM and assets, and its fuses are set', () => {
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8', timeout: 110_000 });
  expect([status, stderr]).toEqual([0, '']);
}, 120_000);
