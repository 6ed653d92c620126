import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assert, asyncProperty, integer } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkpointPath,
  describeOtherTraining,
  readCheckpoint,
  removeCheckpoint,
  writeCheckpoint,
} from '../../../src/main/store/trainingCheckpoint.ts';
import { prepareTrainingFiles } from '../../../src/main/store/trainingFiles.ts';
import { WorkbenchError } from '../../../src/shared/problems/problems.ts';
import type { TrainingState } from '../../../src/shared/training/trainingState.ts';
import { withFolder } from '../cli/commandLine.ts';

const identity = [
  ['network', 'a'],
  ['epochs', '3'],
] as const;

const state: TrainingState = {
  step: 7,
  lossSum: 1.25,
  correct: 42,
  seconds: 3.5,
  history: [
    {
      epoch: 1,
      loss: 0.5,
      accuracy: 0.75,
      validationLoss: 0.25,
      validationAccuracy: null,
      learningRate: 0.001,
      seconds: 2,
    },
  ],
  losses: [{ step: 7, loss: 0.5 }],
  best: { epoch: 1, loss: 0.25 },
  arrays: new Map([
    ['parameter/1/kernel', Float32Array.of(1, -2, 3e-40, NaN)],
    ['moment/first/1/kernel', new Float32Array(0)],
    ['best/1/kernel', Float32Array.of(4)],
  ]),
};

const kindOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof WorkbenchError ? error.problem.kind : String(error)),
  );

describe('a checkpoint', () => {
  test('is read as it was written, and gone when it is removed', async () => {
    await withFolder(async (folder) => {
      const out = join(folder, 'model.keras');
      expect(await readCheckpoint(out)).toBe(null);
      await writeCheckpoint(out, identity, state);
      expect(await readCheckpoint(out)).toEqual({ identity, state });
      await removeCheckpoint(out);
      expect(await readCheckpoint(out)).toBe(null);
    });
  });

  test('with any byte changed or any end cut off is damaged, or the same', async () => {
    await withFolder(async (folder) => {
      const out = join(folder, 'model.keras');
      await writeCheckpoint(out, identity, state);
      const whole = await readFile(checkpointPath(out));
      await assert(
        asyncProperty(integer({ min: 0, max: whole.length - 1 }), integer({ min: 0, max: 255 }), async (at, value) => {
          // Half of the cases cut, half of them change.
          const broken = Buffer.from(value % 2 === 0 ? whole.subarray(0, at) : whole);
          if (value % 2 === 1) broken[at] = broken[at]! ^ value;
          await writeFile(checkpointPath(out), broken);
          const found = await readCheckpoint(out).catch((error: unknown) => {
            if (error instanceof WorkbenchError && error.problem.kind === 'damagedCheckpoint') return null;
            throw error;
          });
          // A byte of the zip's own that nobody looks at may change nothing.
          if (found !== null) expect(found).toEqual({ identity, state });
        }),
        { numRuns: 150 },
      );
    });
  });

  test('stands in the way of a new training, which says so', async () => {
    await withFolder(async (folder) => {
      const out = join(folder, 'model.keras');
      expect(await kindOf(prepareTrainingFiles(out, 'new'))).toBe('nothing');
      expect(await kindOf(prepareTrainingFiles(out, 'resume'))).toBe('nothingToResume');
      await writeFile(out, 'a model');
      expect(await kindOf(prepareTrainingFiles(out, 'new'))).toBe('modelExists');
      await writeCheckpoint(out, identity, state);
      expect(await kindOf(prepareTrainingFiles(out, 'new'))).toBe('unfinishedTraining');
      expect(await kindOf(prepareTrainingFiles(out, 'resume'))).toBe('nothing');
      await writeFile(checkpointPath(out), 'PK and no more');
      expect(await kindOf(prepareTrainingFiles(out, 'resume'))).toBe('damagedCheckpoint');
      expect(await kindOf(prepareTrainingFiles(out, 'overwrite'))).toBe('nothing');
      expect(await readCheckpoint(out)).toBe(null);
    });
  });

  test('of another training names the first difference', () => {
    expect(describeOtherTraining(identity, identity)).toBe(null);
    expect(
      describeOtherTraining(identity, [
        ['network', 'a'],
        ['epochs', '4'],
      ]),
    ).toBe('epochs 3 there, 4 here');
  });
});
