import { join } from 'node:path';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { readSettings } from '../store/resultsStore.ts';
import { restoreRun, trashRun } from '../store/runFolder.ts';
import { chooseEngine } from './chooseEngine.ts';
import type { HandlersOf } from './handlerParts.ts';
import type { Planner, ReadyDraft } from './planner.ts';
import { requireWritable } from './requireWritable.ts';
import type { RunControl } from './runControl.ts';
import type { RunRecords } from './runRecords.ts';
import type { Session } from './session.ts';

export function createRunHandlers(
  session: Session,
  runs: RunControl,
  records: RunRecords,
  planner: Planner,
): HandlersOf<'run'> & HandlersOf<'sweep'> {
  const runsFolder = (): string => session.requireProject().runsFolder;
  return {
    'sweep.plan': ({ draft }) => planner.plan(draft),
    async 'sweep.measureSpeed'({ engine }) {
      const { draft } = session.requireProject().state;
      const facts = await planner.measureSpeed(draft, engine);
      await planner.tell();
      return facts;
    },
    async 'run.start'({ name, executor = 'local', engine = 'cpu' }, signal) {
      requireWritable(session);
      runs.requireIdle();
      const ready = await planner.ready(session.requireProject().state.draft);
      // The nodes of a cluster have no windows.
      const choice = executor === 'slurm' ? 'cpu' : engine;
      const { notes, ...chosen } = await chooseEngine(session, runs, planner, ready, choice, signal);
      return runs.start(chosen, name, executor, notes);
    },
    async 'run.pause'({ run }) {
      await runs.stop(run, 'paused');
      return null;
    },
    async 'run.resume'({ run }) {
      requireWritable(session);
      return runs.resume(run, await reopen(await readSettings(join(runsFolder(), run))));
    },
    async 'run.cancel'({ run }) {
      await runs.stop(run, 'cancelled');
      return null;
    },
    async 'run.rename'({ run, name }) {
      requireWritable(session);
      await runs.rename(run, name);
      return null;
    },
    async 'run.delete'({ run }) {
      requireWritable(session);
      if (runs.current()?.run === run) runs.requireIdle();
      await trashRun(runsFolder(), run);
      session.act(`Deleted the run "${run}"`);
      await runs.projectOpened();
      session.emit({ kind: 'runs', runs: await runs.list() });
      return null;
    },
    async 'run.restore'({ run }) {
      requireWritable(session);
      await restoreRun(runsFolder(), run);
      session.emit({ kind: 'runs', runs: await runs.list() });
      return null;
    },
    'run.list': () => runs.list(),
    'run.read': ({ run }) => runs.read(run),
    'run.cell': async ({ run, cell }) => ({ cell, tally: await records.tallyOf(run, cell) }),
  };

  /** The files of a run as they are now in the project: the folder may have moved, the contents must be the same. */
  async function reopen(settings: SweepSettings): Promise<ReadyDraft> {
    const { split, offset, count, scaling } = settings.data;
    const files = await planner.open({ split, offset, limit: count, scaling });
    return { files, settings: { ...settings, model: files.model, data: files.data } };
  }
}
