import { expect, test } from 'vitest';
import {
  afterConnecting,
  applyEvent,
  emptyWorkbench,
  type WorkbenchState,
} from '../../src/renderer/state/workbenchState.ts';
import type { AppState, Notice, ProjectState } from '../../src/shared/api/appViews.ts';
import type { TrainingNow } from '../../src/shared/api/trainViews.ts';
import { defaultDraft } from '../../src/shared/sweep/draftFields.ts';

const project = (folder: string): ProjectState => ({
  folder,
  name: folder,
  isReadOnly: false,
  readOnlyReason: null,
  model: null,
  data: null,
  draft: defaultDraft,
  presets: [],
});
const app: AppState = {
  version: '0',
  host: { kind: 'browser', platform: 'linux', dialogs: 'listing', projectsFolder: '/p' },
  engine: { workers: 2, name: null, speed: null },
  recent: [],
  project: project('/a'),
  run: null,
  training: null,
  preferences: {},
  crashNote: null,
};
const state: WorkbenchState = { ...emptyWorkbench, app, runs: [], trainings: [] };
const now: TrainingNow = {
  training: 'cnn',
  name: 'cnn',
  state: 'running',
  phase: 'training',
  progress: null,
  tested: null,
  standstill: null,
  reason: null,
};
const notice = (id: number, text: string): Notice => ({ id, time: '', level: 'note', text, problem: null });

test('another project forgets the runs of the one before, the same one keeps them', () => {
  const other = applyEvent(state, { kind: 'project', project: project('/b') });
  expect([other.runs, other.trainings]).toEqual([null, null]);
  expect(applyEvent(state, { kind: 'project', project: { ...project('/a'), name: 'new' } }).runs).toEqual([]);
});

test('events before the first answer change nothing', () => {
  expect(applyEvent(emptyWorkbench, { kind: 'recent', recent: [] }).app).toBeNull();
});

test('a notice that comes again takes the place of its first one', () => {
  const twice = [notice(1, 'a'), notice(2, 'b'), notice(1, 'c')].reduce<WorkbenchState>(
    (before, one) => applyEvent(before, { kind: 'notice', notice: one }),
    state,
  );
  expect(twice.notices.map(({ text }) => text)).toEqual(['c', 'b']);
});

test('a training is the one at work until it has ended; one that is paused waits', () => {
  const after = (training: TrainingNow['state']) =>
    applyEvent(state, { kind: 'training', training: { ...now, state: training } }).app?.training?.state;
  expect((['running', 'paused', 'cut', 'failed', 'finished'] as const).map(after)).toEqual([
    'running',
    'paused',
    'cut',
    undefined,
    undefined,
  ]);
});

test('a window that was away reads the runs again, and knows that it was', () => {
  const back = afterConnecting({ ...state, connection: 'lost', connections: 1 });
  expect([back.connection, back.connections, back.runs, back.app]).toEqual(['open', 2, null, app]);
});
