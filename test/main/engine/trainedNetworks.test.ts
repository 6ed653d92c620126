import { expect, test } from 'vitest';
import { demoData, runCommand } from '../cli/commandLine.ts';

/** Points lost against the analog network after 16 steps of the preset `calibrated` on the first 500 test digits, calibrated on 200 (500 would take the suite half a minute). */
async function lostAt16(model: string, ...flags: readonly string[]): Promise<number> {
  const settings = ['--limit', '500', '--calibration', '200', '--duration', '16', '--json', ...flags];
  const { code, out, err } = await runCommand('run', `assets/demo/${model}.keras`, '--data', demoData, ...settings);
  expect([code, err]).toEqual([0, '']);
  const said: unknown = JSON.parse(out);
  if (typeof said !== 'object' || said === null || !('accuracy' in said && 'analogAccuracy' in said))
    throw new Error(out);
  return 100 * (Number(said.analogAccuracy) - Number(said.accuracy));
}

test('calibrated: a batch-normalised network with biases loses at most a point at 16 steps', async () => {
  expect(await lostAt16('digits-batchnorm')).toBeLessThanOrEqual(1);
});

test('calibrated: a residual network with biases loses at most a point at 16 steps', async () => {
  expect(await lostAt16('digits-resnet')).toBeLessThanOrEqual(1);
});
