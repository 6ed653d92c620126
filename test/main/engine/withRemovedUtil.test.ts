import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import util from 'node:util';
import { fileURLToPath } from 'node:url';
import { enableProdMode, matMul, setBackend, tensor2d } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withRemovedUtil } from '../../../src/main/engine/withRemovedUtil.ts';
import { demoData, demoModel, withFolder } from '../cli/commandLine.ts';

/** What tfjs-node 4.22.0 calls of `util`; Node 23 and later lack the first. */
const names = ['isNullOrUndefined', 'isArray'] as const;
const own = names.map((name) => [name, Object.getOwnPropertyDescriptor(util, name)] as const);

const double = new URL('tfjsNodeDouble.cjs', import.meta.url).href;
const importDouble = (): Promise<unknown> => import(/* @vite-ignore */ double);
const product = (): number => matMul(tensor2d([[2, 3]]), tensor2d([[5], [7]])).dataSync()[0]!;

describe('where util lacks what tfjs-node calls', () => {
  beforeEach(() => {
    for (const name of names) Reflect.deleteProperty(util, name);
  });
  afterEach(() => {
    for (const [name, descriptor] of own) {
      Reflect.deleteProperty(util, name);
      if (descriptor !== undefined) Object.defineProperty(util, name, descriptor);
    }
  });

  test('its operations fail without help, at each call, and work with it', async () => {
    enableProdMode(); // no banner
    await importDouble();
    await setBackend('tensorflow');
    expect(product).toThrow('is not a function');
    await withRemovedUtil(importDouble);
    expect(product()).toBe(31);
    expect(product()).toBe(31);
  });

  test('nothing stays of the help for a package that does not load', async () => {
    const missing = 'a-package-that-nobody-has';
    await expect(withRemovedUtil(() => import(/* @vite-ignore */ missing))).rejects.toThrow(missing);
    expect(names.filter((name) => name in util)).toEqual([]);
  });

  test('only what is missing is put, and no loop over the module sees it', async () => {
    const there = (): boolean => true;
    Object.defineProperty(util, 'isArray', { value: there, configurable: true });
    const before = Object.keys(util);
    const given = await withRemovedUtil(() => Promise.resolve({ ...Object.getOwnPropertyDescriptors(util) }));
    expect(given['isArray'].value).toBe(there);
    const isNullOrUndefined: unknown = given['isNullOrUndefined'].value;
    if (typeof isNullOrUndefined !== 'function') throw new Error('it should be a function');
    expect([null, undefined, 0, '', false, {}].map((value) => isNullOrUndefined(value) as unknown)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(Object.keys(util)).toEqual(before);
  });
});

test.each([
  ['it works', 'whole', 'tensorflow (tfjs-node)'],
  ['it loads but computes nothing', 'broken', 'tensorflow (tfjs wasm)'],
])('workers have tfjs-node where %s, and records say what computed', async (_, state, engine) => {
  await withFolder(async (folder) => {
    const env = {
      ...process.env,
      TFJS_NODE_DOUBLE: state,
      NODE_OPTIONS: `--import=${new URL('useTfjsNodeDouble.mjs', import.meta.url).href}`,
    };
    const cli = fileURLToPath(new URL('../../../scripts/cli.mjs', import.meta.url));
    const few = ['--data', demoData, '--limit', '2', '--duration', '6', '--calibration', '10', '--workers', '1'];
    const args = [cli, 'sweep', demoModel, ...few, '--engine', 'tensorflow', '--out', folder];
    await util.promisify(execFile)(process.execPath, args, { env });
    const { provenance, cells } = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8')) as {
      readonly provenance: object;
      readonly cells: readonly { readonly failure: string | null }[];
    };
    expect(provenance).toMatchObject({ engine });
    expect(cells.map(({ failure }) => failure)).toEqual([null]);
  });
});
