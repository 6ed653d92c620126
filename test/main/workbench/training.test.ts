import { mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TrainingNow } from '../../../src/shared/api/trainViews.ts';
import { architectureText } from '../../../src/shared/training/architectureText.ts';
import { defaultSetup, type TrainSetup } from '../../../src/shared/training/setup.ts';
import { readCheckpoint } from '../../../src/main/store/trainingCheckpoint.ts';
import { runCommand } from '../cli/commandLine.ts';
import { fillDisk } from '../../torture/fullDisk.mjs';
import { type OpenWorkbench, openWorkbench, temporaryFolder } from './openWorkbench.ts';
import { tinyArchitecture, tinySetup, weightsAt } from './tinyTraining.ts';

// Each trains for seconds, on a machine that has nothing else to do.
vi.setConfig({ testTimeout: 240_000 });

/** Trainings in the window, on the real engine and the demo's digits. */
let home = { path: '', remove: async () => {} };
let open: OpenWorkbench;
let folder = '';

beforeAll(async () => {
  home = await temporaryFolder();
  open = await openWorkbench(home.path);
  ({ folder } = await open.client.request('project.openDemo', {}));
});
afterAll(async () => {
  fillDisk(null, () => false);
  await open.close();
  await home.remove();
});

/** Resolves with the first news of a training, from now on, that is meant. */
function news(isMeant: (now: TrainingNow) => boolean): Promise<TrainingNow> {
  return new Promise((resolve) => {
    const end = open.client.onEvent((event) => {
      if (event.kind !== 'training' || event.training === null || !isMeant(event.training)) return;
      end();
      resolve(event.training);
    });
  });
}

const hasStepped = ({ state, progress }: TrainingNow): boolean => state === 'running' && (progress?.doneSteps ?? 0) > 0;
const hasEnded = ({ state }: TrainingNow): boolean => state !== 'running';

async function start(setup: TrainSetup): Promise<TrainingNow> {
  await open.client.request('train.saveSetup', { setup });
  return open.client.request('train.start', {});
}

const model = (id: string): string => join(folder, 'models', id, `${id}.keras`);

describe('a training in the window', () => {
  test('begins with a setup for the data at hand, and keeps one that is edited', async () => {
    const view = await open.client.request('train.describe', {});
    expect(view).toMatchObject({
      setup: { name: 'notebook-cnn', network: { kind: 'template' } },
      data: {
        name: 'digits.npz',
        splits: [
          { name: 'train', samples: 4000, hasLabels: true },
          { name: 'test', samples: 1000, hasLabels: true },
        ],
        trainSplit: 'train',
        testSplit: 'test',
        sampleShape: [28, 28],
        classes: 10,
      },
      problems: [],
      trainings: [],
      current: null,
    });
    const setup = tinySetup('first', 3);
    await open.client.request('train.saveSetup', { setup });
    expect((await open.client.request('train.describe', {})).setup).toEqual(setup);
  });

  test('trains, measures the model on the test split, says so, and offers the next name', async () => {
    const ended = news(hasEnded);
    const begun = await open.client.request('train.start', {});
    expect(begun).toMatchObject({ training: 'first', name: 'first', state: 'running', reason: null });
    await expect(open.client.request('train.start', {})).rejects.toThrow('The training "first" is still in progress.');
    expect(await ended).toMatchObject({ training: 'first', state: 'finished', progress: { epoch: 3, doneSteps: 54 } });

    const read = await open.client.request('train.read', { training: 'first' });
    expect(read.outcome).toMatchObject({ path: model('first'), bestEpoch: 3, trainingSamples: 900, resumedAt: null });
    expect(read.progress!.history).toHaveLength(3);
    const { test: measured, summary } = read;
    expect(measured!.accuracy).toBeGreaterThan(0.5);
    expect(measured!.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(1000);
    expect(measured!.report.accuracy).toBe(measured!.accuracy);
    expect(summary).toMatchObject({
      state: 'finished',
      network: 'tiny, 5 layers',
      data: 'digits.npz',
      epochsDone: 3,
      testAccuracy: measured!.accuracy,
      isProjectModel: false,
    });
    const said = open.events.flatMap((event) => (event.kind === 'notice' ? [event.notice.text] : []));
    expect(said.at(-1)).toBe(
      `The training "first" is finished: ${(100 * measured!.accuracy).toFixed(1)} % on 1,000 test samples.`,
    );
    expect((await readdir(join(folder, 'models', 'first'))).toSorted()).toEqual([
      'first.keras',
      'first.keras.history.csv',
      'first.keras.history.svg',
      'training.json',
    ]);
    const { setup } = await open.client.request('train.describe', {});
    expect(setup.name).toBe('first-2');
  });

  test('has the weights that the command line gives for the same network, data and settings', async () => {
    const [network, out] = [join(home.path, 'network.json'), join(home.path, 'cli.keras')];
    await writeFile(network, architectureText(tinyArchitecture));
    const data = join(folder, 'files', 'digits.npz');
    const settings = '--limit 1000 --epochs 3 --batch-size 50 --learning-rate 0.01 --shift 1'.split(' ');
    const { code, err } = await runCommand('train', network, '--data', data, ...settings, '--out', out);
    expect([code, err]).toEqual([0, expect.any(String)]);
    expect(await weightsAt(model('first'))).toEqual(await weightsAt(out));
  });

  test('paused in the middle and gone on with, it ends with the weights of one without interruption', async () => {
    const whole = news(hasEnded);
    await start(tinySetup('whole', 8));
    expect(await whole).toMatchObject({ state: 'finished' });

    const stepped = news(hasStepped);
    await start(tinySetup('broken', 8));
    await stepped;
    await open.client.request('train.pause', { training: 'broken' });
    const kept = (await readCheckpoint(model('broken')))!.state.step;
    const { current, trainings } = await open.client.request('train.describe', {});
    expect(current).toMatchObject({ training: 'broken', state: 'paused' });
    expect(trainings[0]).toMatchObject({ training: 'broken', state: 'paused', testAccuracy: null, ended: null });
    expect((await open.client.request('app.state', {})).training).toEqual(current);

    const ended = news(hasEnded);
    await open.client.request('train.resume', { training: 'broken' });
    expect(await ended).toMatchObject({ training: 'broken', state: 'finished' });
    expect(await weightsAt(model('broken'))).toEqual(await weightsAt(model('whole')));
    const read = await open.client.request('train.read', { training: 'broken' });
    // Not a step was lost: a pause is no kill.
    expect(current!.progress!.doneSteps).toBe(kept);
    expect(read.outcome!.resumedAt).toMatchObject({ step: kept });
    expect(read.progress!.losses).toEqual(
      (await open.client.request('train.read', { training: 'whole' })).progress!.losses,
    );
    await expect(open.client.request('train.resume', { training: 'broken' })).rejects.toThrow('is finished already');
  });

  test('closing the project pauses it and says so; opened again, it offers to go on', async () => {
    const stepped = news(hasStepped);
    // A template is written down as its layers, and they have to be the same ones when it goes on.
    const network = { ...defaultSetup.network, template: 'notebook-mlp', activation: 'clip' } as const;
    const setup = tinySetup('left', 500);
    await start({
      ...setup,
      network,
      settings: { ...setup.settings, schedule: { factor: 0.5, kind: 'step', epochs: 3 } },
    });
    await stepped;
    await open.client.request('project.close', {});
    expect(open.events.flatMap((event) => (event.kind === 'notice' ? [event.notice.text] : [])).at(-1)).toBe(
      'The training "left" is paused: its project was closed. Open the project again to go on with it.',
    );
    expect((await open.client.request('app.state', {})).training).toBeNull();
    await open.client.request('project.openDemo', {});
    expect((await open.client.request('app.state', {})).training).toMatchObject({ training: 'left', state: 'paused' });
  });

  test('cancelled, it is in the trash and can be brought back', async () => {
    await open.client.request('train.cancel', { training: 'left' });
    expect((await open.client.request('train.describe', {})).current).toBeNull();
    await expect(open.client.request('train.read', { training: 'left' })).rejects.toThrow('has no training "left"');
    await open.client.request('train.restore', { training: 'left' });
    expect((await open.client.request('app.state', {})).training).toMatchObject({ training: 'left', state: 'paused' });
    // One that is at work is stopped first.
    const before = (await open.client.request('app.state', {})).training!.progress!.doneSteps;
    const stepped = news(({ state, progress }) => state !== 'running' || progress!.doneSteps > before);
    await open.client.request('train.resume', { training: 'left' });
    expect(await stepped).toMatchObject({ state: 'running', reason: null });
    await expect(open.client.request('train.delete', { training: 'left' })).rejects.toThrow('still in progress');
    await open.client.request('train.cancel', { training: 'left' });
    expect((await open.client.request('app.state', {})).training).toBeNull();
  });

  test("its model becomes the project's, and a sweep is planned with it at once", async () => {
    const project = await open.client.request('train.use', { training: 'first' });
    expect(project.model).toMatchObject({ path: 'models/first/first.keras', name: 'first.keras', state: 'present' });
    const { trainings } = await open.client.request('train.describe', {});
    expect(trainings.filter(({ isProjectModel }) => isProjectModel).map(({ name }) => name)).toEqual(['first']);
    expect(await open.client.request('sweep.plan', { draft: project.draft })).toMatchObject({ problems: [] });
    expect((await open.client.request('model.describe', {})).name).toBe('tiny');
    const found = await open.client.request('train.fromModel', { path: null });
    expect(found.architecture.layers.map(({ form }) => form.kind)).toContain('convolution');
    await expect(open.client.request('train.delete', { training: 'first' })).rejects.toThrow("is the project's model");
  });

  test("goes on from the weights of the project's model, beside a run", async () => {
    const { project } = await open.client.request('app.state', {});
    const small = { presets: ['rueckauer' as const], encodings: ['constantCurrent' as const], thresholds: '1' };
    const draft = { ...project!.draft, ...small, durations: '20', samples: '60', calibrationSamples: '50' };
    await open.client.request('project.saveDraft', { draft });
    const ended = news(hasEnded);
    await start({ ...tinySetup('further', 4), network: { kind: 'model', path: null } });
    await open.client.request('run.start', { name: 'beside' });
    expect(await ended).toMatchObject({ training: 'further', state: 'finished' });
    const { summary, test: measured } = await open.client.request('train.read', { training: 'further' });
    expect(summary.network).toBe('the weights of a model');
    const first = await open.client.request('train.read', { training: 'first' });
    expect(measured!.accuracy).toBeGreaterThan(first.test!.accuracy - 0.02);
    await open.when((event): event is typeof event => event.kind === 'run' && event.progress?.state === 'finished');
  });

  test('has a name of its own, which can be changed', async () => {
    await open.client.request('train.rename', { training: 'whole', name: 'Größe 2 (ganz)' });
    await expect(open.client.request('train.rename', { training: 'whole', name: 'FIRST' })).rejects.toThrow(
      'has a training "FIRST" already',
    );
    await expect(open.client.request('train.rename', { training: 'whole', name: '../up' })).rejects.toThrow(
      'cannot be named "../up"',
    );
    const { trainings } = await open.client.request('train.describe', {});
    expect(trainings.map(({ training, name }) => [training, name])).toContainEqual(['whole', 'Größe 2 (ganz)']);
  });
});

describe('what stands against a training', () => {
  const problemsOf = async (setup: TrainSetup): Promise<readonly string[]> => {
    await open.client.request('train.saveSetup', { setup });
    return (await open.client.request('train.describe', {})).problems.map(({ field, text }) => `${field}: ${text}`);
  };

  test('is said in words, and at the start again', async () => {
    const setup = tinySetup('wrong', 1);
    const layers = tinyArchitecture.layers.filter(({ name }) => name !== 'flatten');
    const network = { kind: 'architecture', architecture: { ...tinyArchitecture, layers } } as const;
    const fault =
      'The network "tiny" cannot be built: layer "scores" takes a row of values and is given (7, 7, 4): put a layer "flatten" before it.';
    expect(await problemsOf({ ...setup, network })).toEqual([`network: ${fault}`]);
    await expect(open.client.request('train.start', {})).rejects.toThrow(fault);
    const settings = { ...setup.settings, validation: 0, patience: 2 };
    expect(await problemsOf({ ...setup, name: 'First', settings })).toEqual([
      'name: The project has a training "First" already. Give this one another name.',
      expect.stringContaining('settings: Early stopping watches the loss on validation samples'),
    ]);
    expect(await problemsOf({ ...setup, data: { ...setup.data, split: 'dev' } })).toEqual([
      expect.stringMatching(/^data: .*has no split "dev". It has: train, test\.$/),
    ]);
    const shape = { ...tinyArchitecture, inputShape: [32, 32, 1] };
    expect(await problemsOf({ ...setup, network: { kind: 'architecture', architecture: shape } })).toEqual([
      'network: "digits.npz" has samples of shape (28, 28), but the model takes (32, 32, 1).',
    ]);
    expect(await readdir(join(folder, 'models'))).not.toContain('wrong');
  });

  test('names that are no names of files make no folder elsewhere', async () => {
    for (const name of ['../../up', '/etc/x', 'a/b', 'a\\b', '.hidden', '', 'x\u0000y', 'dot.']) {
      expect(await problemsOf(tinySetup(name, 1))).toEqual([expect.stringContaining('A training cannot be named')]);
      await expect(open.client.request('train.start', {})).rejects.toThrow('cannot be named');
    }
    await expect(open.client.request('train.read', { training: '../runs' })).rejects.toThrow(/Wrong parameters/);
    for (const path of ['/etc/passwd', join(folder, '..', '..', '..', 'x.json')]) {
      await expect(open.client.request('train.fromFile', { path })).rejects.toThrow('outside the folders');
      const setup: TrainSetup = { ...tinySetup('else', 1), network: { kind: 'model', path } };
      await open.client.request('train.saveSetup', { setup });
      await expect(open.client.request('train.start', {})).rejects.toThrow('outside the folders');
    }
  });

  test('a folder that leads out of the project is not written to, and no file elsewhere is read', async () => {
    const outside = join(home.path, 'outside');
    await mkdir(outside);
    const about: unknown = JSON.parse(await readFile(join(folder, 'models', 'whole', 'training.json'), 'utf8'));
    await writeFile(
      join(outside, 'training.json'),
      JSON.stringify({ ...Object(about), state: 'paused', outcome: null }),
    );
    await symlink(outside, join(folder, 'models', 'lure'));
    await expect(open.client.request('train.resume', { training: 'lure' })).rejects.toThrow('outside the folders');
    expect(await readdir(outside)).toEqual(['training.json']);
    await rm(join(folder, 'models', 'lure'));
    const spy = { ...Object(about), state: 'paused', outcome: null, network: { kind: 'model', path: '/etc/x.keras' } };
    await mkdir(join(folder, 'models', 'spy'));
    await writeFile(join(folder, 'models', 'spy', 'training.json'), JSON.stringify(spy));
    await expect(open.client.request('train.resume', { training: 'spy' })).rejects.toThrow('outside the folders');
    await rm(join(folder, 'models', 'spy'), { recursive: true });
  });

  test('a damaged training.json is left out of the list, and said where it is asked for', async () => {
    await mkdir(join(folder, 'models', 'damaged'));
    await writeFile(join(folder, 'models', 'damaged', 'training.json'), '{"schema": 1, "name": 3}');
    const { trainings } = await open.client.request('train.describe', {});
    expect(trainings.map(({ training }) => training)).not.toContain('damaged');
    await expect(open.client.request('train.read', { training: 'damaged' })).rejects.toThrow('it is damaged');
  });

  test('a training on a full disk stands still at its end, says why, and goes on at a word', async () => {
    let isFull = true;
    const stands = news(({ standstill }) => standstill !== null);
    const ended = news(hasEnded);
    const stepped = news(hasStepped);
    await start(tinySetup('full', 20));
    await stepped;
    fillDisk(join(folder, 'models'), () => isFull);
    expect(await stands).toMatchObject({
      state: 'running',
      standstill: expect.stringMatching(/^There is no room for ".+": the disk is full\./),
    });
    isFull = false;
    await open.client.request('train.resume', { training: 'full' });
    expect(await ended).toMatchObject({ state: 'finished' });
  });

  test('a project that is held elsewhere is only looked at', async () => {
    const other = await openWorkbench(home.path);
    try {
      await open.client.request('project.close', {});
      await writeFile(
        join(folder, '.lock'),
        JSON.stringify({ pid: 1, host: 'another-machine', since: new Date().toISOString() }),
      );
      const project = await other.client.request('project.openDemo', {});
      expect(project.isReadOnly).toBe(true);
      const { trainings } = await other.client.request('train.describe', {});
      expect(trainings.length).toBeGreaterThan(2);
      for (const asked of [
        other.client.request('train.saveSetup', { setup: tinySetup('new', 1) }),
        other.client.request('train.start', {}),
        other.client.request('train.delete', { training: 'whole' }),
        other.client.request('train.rename', { training: 'whole', name: 'new' }),
      ]) {
        await expect(asked).rejects.toThrow('can only be looked at here');
      }
    } finally {
      await other.close();
      await rm(join(folder, '.lock'), { force: true });
    }
  });
});
