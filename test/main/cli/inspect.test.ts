import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeWithReference, referencePath } from '../../reference.ts';
import { runCommand } from './commandLine.ts';

const verdict = z.object({ level: z.enum(['green', 'amber', 'red']), reason: z.string() });
const refused = z.object({
  problem: z.object({ layers: z.array(z.object({ layer: z.string(), reason: z.string() })) }),
  layers: z.array(z.object({ name: z.string(), className: z.string(), verdict })),
});
const described = z.object({
  layers: z.array(z.object({ name: z.string(), verdicts: z.record(z.string(), verdict) })),
});

/** Verdicts of a preset by layer. */
async function verdictsOf(model: string, preset: string): Promise<Map<string, z.infer<typeof verdict>>> {
  const { code, out } = await runCommand('inspect', model, '--json');
  expect(code).toBe(0);
  return new Map(described.parse(JSON.parse(out)).layers.map(({ name, verdicts }) => [name, verdicts[preset]!]));
}

describeWithReference('inspect on a model that cannot be converted', () => {
  const files = readdirSync(referencePath('layers', 'unsupported')).filter((name) => name.endsWith('.keras'));

  test('there are models to refuse', () => expect(files.length).toBeGreaterThan(4));

  test.each(files)('%s: every layer with its verdict, and code 1', async (file) => {
    const { code, out, err } = await runCommand('inspect', referencePath('layers', 'unsupported', file));
    expect(code).toBe(1);
    expect(out).toContain('red');
    expect(out).toContain('green');
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('as JSON: one object with the Problem and all layers', async () => {
    const { code, out } = await runCommand('inspect', referencePath('layers', 'unsupported', 'lstm.keras'), '--json');
    expect(code).toBe(1);
    const { problem, layers } = refused.parse(JSON.parse(out));
    expect(layers.length).toBeGreaterThan(problem.layers.length);
    const red = layers.filter((layer) => layer.verdict.level === 'red');
    expect(red.map(({ name, verdict: { reason } }) => [name, reason])).toEqual(
      problem.layers.map(({ layer, reason }) => [layer, `Is a layer ${reason}.`]),
    );
  });
});

const demo = (name: string): string => join(import.meta.dirname, '../../../assets/demo', `${name}.keras`);

test('a bias that is much of a threshold is amber, unless the preset makes up for it', async () => {
  const plain = await verdictsOf(demo('digits-resnet'), 'rueckauer');
  const early = [...plain].filter(([, { reason }]) => reason.startsWith('Its largest bias is about'));
  expect(early.length).toBeGreaterThan(0);
  expect(new Set(early.map(([, { level }]) => level))).toEqual(new Set(['amber']));
  const corrected = await verdictsOf(demo('digits-resnet'), 'calibrated');
  for (const [name] of early) expect(corrected.get(name)!.level).toBe('green');
});

describeWithReference('the verdict on a batch normalisation', () => {
  test.each([
    ['batchnorm_after_conv.keras', 'green', 'before the activation'],
    ['batchnorm_after_relu.keras', 'amber', 'behind the activation'],
    ['batchnorm_first.keras', 'green', 'Scales the input'],
  ])('%s: %s, for its place', async (file, level, words) => {
    const found = [...(await verdictsOf(referencePath('layers', file), 'calibrated'))].find(([name]) =>
      name.startsWith('batch_normalization'),
    )!;
    expect(found[1].level).toBe(level);
    expect(found[1].reason).toContain(words);
  });
});
