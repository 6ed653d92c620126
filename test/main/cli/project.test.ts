import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createProject } from '../../../src/main/store/projectFolder.ts';
import { defaultDraft } from '../../../src/shared/sweep/draftFields.ts';
import { demoData, demoModel, runCommand, withFolder } from './commandLine.ts';

test('the command line runs the sweep of a project, and its figures are those of the command sweep', async () => {
  await withFolder(async (base) => {
    process.env['SPIKEBENCH_HOME'] = join(base, 'home');
    const folder = join(base, 'p');
    const project = await createProject(folder, 'p', '0.1.0');
    await project.setFile('model', demoModel, 'reference');
    await project.setFile('data', demoData, 'reference');
    await project.saveDraft({
      ...defaultDraft,
      presets: ['rueckauer'],
      thresholds: '0.8, 1',
      maxPooling: 'gated, any-spike',
      readouts: ['spikeCount'],
      durations: '20',
      samples: '40',
      calibrationSamples: '50',
    });
    await project.close();
    const { code, out, err } = await runCommand('project', folder, '--json');
    expect([code, err]).toEqual([0, '']);
    const { run, complete } = z.object({ run: z.string(), complete: z.boolean() }).parse(JSON.parse(out));
    expect(complete).toBe(true);

    const settings =
      '--threshold 0.8,1 --readout spike-count --duration 20 --limit 40 --calibration 50 --preset rueckauer --set max-pooling=gated,any-spike';
    const args = ['--data', demoData, '--encoding', 'constant-current', '--out', join(base, 'out')];
    const swept = await runCommand('sweep', demoModel, ...settings.split(' '), ...args);
    expect(swept.code).toBe(0);
    const read = (...path: readonly string[]): Promise<string> => readFile(join(base, ...path), 'utf8');
    expect(await read('p', 'runs', run, 'results.csv')).toBe(await read('out', 'results.csv'));
    delete process.env['SPIKEBENCH_HOME'];
  });
});
