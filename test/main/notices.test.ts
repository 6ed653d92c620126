import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

/** Third-party notices: what is shipped besides our own code, and the licences of it. */
const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        dev: z.boolean().optional(),
        optional: z.boolean().optional(),
        devOptional: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(read('package-lock.json')));
const shipped = Object.entries(lock.packages).filter(
  ([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional,
);
let parts: readonly string[] = [];
beforeAll(() => {
  parts = read('dist/THIRD_PARTY_NOTICES.txt')
    .split(`${'='.repeat(100)}\n`)
    .slice(1);
});

test('every package that is shipped is named with its version, a licence that allows it, and the text of the licence', () => {
  expect(shipped.length).toBeGreaterThan(60);
  const acceptable = new Set(
    'MIT ISC Apache-2.0 BSD-2-Clause BSD-3-Clause 0BSD MPL-2.0 OFL-1.1 Zlib NIST-Software HDF5'.split(' '),
  );
  for (const [path, { version }] of shipped) {
    const { name } = z.object({ name: z.string() }).parse(JSON.parse(read(`${path}/package.json`)));
    const part = parts.find((text) => text.startsWith(`${name} ${version}\n`));
    expect(part, path).toBeDefined();
    const licence = /^Licence: (.*)$/m.exec(part!)?.[1] ?? '';
    const choices = licence
      .replaceAll(/[()]/g, '')
      .split(' AND ')
      .map((one) => one.split(' OR '));
    expect(
      choices.every((choice) => choice.some((one) => acceptable.has(one))),
      `${name}: ${licence}`,
    ).toBe(true);
    expect(part!.length, `the text of ${name}`).toBeGreaterThan(400);
    expect(part, name).toMatch(/copyright|NIST/i);
  }
});

test('the direct dependencies of package.json are all among them, and nothing else comes along', () => {
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));
  const names = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
  expect(parts.map((part) => part.split('\n', 1)[0])).toEqual(expect.arrayContaining(names));
  expect(parts).toHaveLength(new Set(shipped.map(([path, { version }]) => `${path} ${version}`)).size + 1); // and AssemblyScript's library
});

test('the desktop application takes them along', () => {
  expect(existsSync(fileURLToPath(new URL('dist/THIRD_PARTY_NOTICES.txt', root)))).toBe(true);
  expect(read('electron-builder.yml')).toContain('- dist/THIRD_PARTY_NOTICES.txt');
});
