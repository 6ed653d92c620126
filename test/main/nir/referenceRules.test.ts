import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openByteSource } from '../../../src/main/store/files.ts';
import { exportNir } from '../../../src/shared/nir/exportNir.ts';
import type { NirProfile } from '../../../src/shared/nir/profiles.ts';
import { readNir } from '../../../src/shared/nir/readNir.ts';
import { writeNir } from '../../../src/shared/nir/writeNir.ts';
import { WorkbenchError } from '../../../src/shared/problems/problems.ts';
import { describeWithReference, referencePath } from '../../reference.ts';
import { prepare } from '../../shared/nir/preparedLayers.ts';

const script = fileURLToPath(new URL('reference_rules.py', import.meta.url));
const python = ['python3', '/usr/bin/python3'].find(
  (name) => spawnSync(name, ['-c', 'import h5py'], { stdio: 'ignore' }).status === 0,
);

type Found = Readonly<Record<string, Readonly<Record<string, { readonly type: string; readonly sum: number }>>>>;

function check(files: readonly string[]): Found {
  return JSON.parse(execFileSync(python!, [script, ...files], { encoding: 'utf8', maxBuffer: 2 ** 26 })) as Found;
}

if (python === undefined) console.log('Skipped: there is no Python with h5py to check NIR files with.');

describe.skipIf(python === undefined)('NIR files under the rules of the reference package', () => {
  describeWithReference('with genuine layers', () => {
    test('every layer that has a file passes in both profiles', { timeout: 120_000 }, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'spikebench-nir-'));
      const files: string[] = [];
      for (const file of readdirSync(referencePath('layers')).filter((name) => /\.(keras|h5)$/.test(name))) {
        const found = await prepare(file);
        if (found === null) continue;
        for (const profile of ['a', 'b'] as const) {
          const path = join(folder, `${file}.${profile}.nir`);
          if (await wrote(path, found.network, profile)) files.push(path);
        }
      }
      expect(files.length).toBeGreaterThan(90);
      const checked = check(files);
      const wrong = files.filter((file) => 'wrong' in checked[file]!);
      expect(wrong.map((file) => `${basename(file)}: ${JSON.stringify(checked[file])}`)).toEqual([]);
    });

    test('files of that package, read and written again, hold what they held', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'spikebench-nir-'));
      for (const name of ['dense_if', 'conv_sumpool_if', 'conv_avgpool_lif']) {
        const original = referencePath('nir', `${name}.nir`);
        const copy = join(folder, `${name}.nir`);
        writeFileSync(copy, await writeNir(await readNir(await openByteSource(original))));
        const { [original]: theirs, [copy]: ours } = check([original, copy]);
        expect(theirs).not.toHaveProperty('wrong');
        expect(ours).toEqual(theirs);
      }
    });
  });
});

async function wrote(path: string, network: Parameters<typeof exportNir>[0], profile: NirProfile): Promise<boolean> {
  try {
    const { graph } = exportNir(network, { profile, output: 'spikes', metadata: { note: 'for people' } });
    writeFileSync(path, await writeNir(graph));
    return true;
  } catch (error) {
    if (error instanceof WorkbenchError && error.problem.kind === 'notExpressible') return false;
    throw error;
  }
}
