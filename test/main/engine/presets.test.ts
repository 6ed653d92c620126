import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { describeWithReference, referencePath } from '../../reference.ts';

const run = promisify(execFile);

interface Result {
  readonly analogAccuracy: number;
  readonly curve: readonly (readonly [number, number])[];
}

async function curveOf(preset: string, duration: number): Promise<(step: number) => number> {
  const flags = [
    '--limit',
    '1000',
    '--preset',
    preset,
    '--encoding',
    'constant',
    '--duration',
    String(duration),
    '--json',
  ];
  const model = referencePath('models', 'cnn_mnist.keras');
  const { stdout } = await run(
    process.execPath,
    ['scripts/cli.mjs', 'run', model, '--data', referencePath('mnist'), '--readout', 'membrane-potential', ...flags],
    { maxBuffer: 1e8 },
  );
  const { analogAccuracy, curve } = JSON.parse(stdout) as Result;
  return (step) => analogAccuracy - curve[step - 1]![1];
}

describeWithReference("presets on the notebook's CNN, 1,000 MNIST images", () => {
  test('calibrated: within 0.5 points of the analog accuracy at 4 steps, within 0.2 at 16', async () => {
    const lost = await curveOf('calibrated', 16);
    expect(lost(4)).toBeLessThanOrEqual(0.005);
    expect(lost(16)).toBeLessThanOrEqual(0.002);
  });

  test('rueckauer2017: within 0.3 points at 128 steps', async () => {
    const lost = await curveOf('rueckauer2017', 128);
    expect(lost(128)).toBeLessThanOrEqual(0.003);
  });

  test('ttfs: within 0.3 points when the last window is over', async () => {
    const lost = await curveOf('ttfs', 128);
    expect(lost(128)).toBeLessThanOrEqual(0.003);
  });
});
