import { expect, test } from 'vitest';
import { createInProcessPool } from './inProcess.ts';
import { checkParity, notebookSettings, prepareCases } from './parity.ts';
import { demoSubject } from './workloads.ts';

test('the bench finds both engines equal on the demo model, with every preset and encoding that it times', async () => {
  const settings = notebookSettings.map((flags) => ({ ...flags, duration: '25', limit: '2', calibration: '20' }));
  const cases = await prepareCases(createInProcessPool(), [demoSubject], settings);
  const found = cases.map((each) => checkParity(each, 2));
  expect(
    found.map(({ preset, encoding, steps, compared, equal }) => [preset, encoding, steps, compared, equal]),
  ).toEqual([
    ['rueckauer', 'constant-current', 25, 2, true],
    ['rueckauer', 'poisson-1000', 25, 2, true],
    ['annarchy', 'intrinsically-bursting', 25, 2, true],
    ['annarchy', 'phase-shift-oscillation', 25, 2, true],
    ['annarchy', 'poisson', 25, 2, true],
  ]);
});
