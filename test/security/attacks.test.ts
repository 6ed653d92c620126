import { beforeAll, describe, expect, test } from 'vitest';
import { type AttackResult, attackServer } from './attackServer.ts';
import { attacks } from './attacks.ts';

/** The same as `npm run attack`, which prints the memory after each. */
describe('against the running server', () => {
  let before = 0;
  let results: readonly AttackResult[] = [];
  beforeAll(async () => {
    ({ before, results } = await attackServer());
  }, 120_000);

  test.each(attacks.map(({ name }, index) => [name, index] as const))(
    '%s: refused, and the server lives',
    (name, index) => {
      const { wanted, found, lives } = results[index]!;
      expect({ name, found, lives }).toEqual({ name, found: wanted, lives: true });
    },
  );

  test.runIf(process.platform === 'linux')('its memory stays flat', () => {
    expect(results).toHaveLength(attacks.length);
    for (const { name, memory } of results) expect(memory - before, name).toBeLessThan(60);
  });
});
