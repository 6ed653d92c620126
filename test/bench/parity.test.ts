import { expect, test } from 'vitest';
import { createInProcessPool } from './inProcess.ts';
import { checkParity, notebookSettings, prepareCases } from './parity.ts';
import { demoSubject } from './workloads.ts';

test('the bench finds both engines equal on the demo model, with every preset and encoding that it times', async () => {
  const settings = notebookSettings.map((flags) => ({ ...flags, duration: '20', limit: '1', calibration: '10' }));
  const cases = await prepareCases(createInProcessPool(), [demoSubject], settings);
  const found = cases.map((each) => checkParity(each, 1));
  expect(
    found.map(({ preset, encoding, steps, compared, equal }) => [preset, encoding, steps, compared, equal]),
  ).toEqual([
    ['rueckauer', 'constant-current', 20, 1, true],
    ['rueckauer', 'poisson-1000', 20, 1, true],
    ['annarchy', 'intrinsically-bursting', 20, 1, true],
    ['annarchy', 'phase-shift-oscillation', 20, 1, true],
    ['annarchy', 'poisson', 20, 1, true],
  ]);
});
