import { expect, test } from 'vitest';
import { demoData, runCommand } from '../cli/commandLine.ts';

/** Few enough for a test: with 1,000 images, calibrated on 500, the networks lose nothing and half a point (docs/training.md). */
const settings = ['--limit', '300', '--calibration', '100', '--duration', '16', '--json'] as const;

test.each([['digits-batchnorm'], ['digits-resnet']])(
  'the preset calibrated loses at most a point at 16 steps on a network with biases and batch normalisation: %s',
  async (model) => {
    const { code, out, err } = await runCommand('run', `assets/demo/${model}.keras`, '--data', demoData, ...settings);
    expect([code, err]).toEqual([0, '']);
    const said: unknown = JSON.parse(out);
    expect(said).toMatchObject({ preset: 'calibrated', samples: 300 });
    if (typeof said !== 'object' || said === null || !('accuracy' in said && 'analogAccuracy' in said)) {
      throw new Error(out);
    }
    expect(100 * (Number(said.analogAccuracy) - Number(said.accuracy))).toBeLessThanOrEqual(1);
  },
  240_000,
);
