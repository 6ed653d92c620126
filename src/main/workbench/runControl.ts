import { join } from 'node:path';
import type { RunProgress, RunSummary, RunView } from '../../shared/api/runViews.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { describeFailedCells, failedCells } from '../../shared/results/failedCells.ts';
import { engineOf } from '../../shared/simulation/engineName.ts';
import { countSweep } from '../../shared/sweep/countSweep.ts';
import { describeDifference } from '../../shared/sweep/describeDifference.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import { readSlurmState } from '../cluster/slurm/slurmState.ts';
import { openResults, readFinished, readSettings, type ResultsStore } from '../store/resultsStore.ts';
import {
  createRunFolder,
  listRuns,
  readAbout,
  readRecord,
  type RunAbout,
  stateAtRest,
  summaryOf,
  writeAbout,
  writeRecord,
} from '../store/runFolder.ts';
import { whenThereIsRoom } from '../store/roomOnDisk.ts';
import { writeResults } from '../store/writeResults.ts';
import { type ActiveRun, type RunEnd, type RunRequest, startRun } from './activeRun.ts';
import { type Cluster, clusterOf } from './clusterSettings.ts';
import { requireSlurm, startClusterRun } from './clusterRun.ts';
import { describeBest, describeVaried } from './describeBest.ts';
import { createGrowingRun } from './growingRun.ts';
import type { ReadyDraft } from './planner.ts';
import { trimRecord } from './runRecords.ts';
import { type Session, wordsOf } from './session.ts';
import { createThrottle } from './throttle.ts';

/** Starts, stops and describes the runs of the open project; one is at work at a time. */
export interface RunControl {
  /** The run at work, or one that was paused or cut and waits; null where there is none. */
  current(): RunProgress | null;
  /** `notes`: how what simulates it came to be chosen. */
  start(ready: ReadyDraft, name: string | null, executor?: Executor, notes?: readonly string[]): Promise<RunProgress>;
  /** Goes on with a run that is not finished. */
  resume(id: string, ready: ReadyDraft): Promise<RunProgress>;
  stop(id: string, as: 'paused' | 'cancelled'): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  list(): Promise<readonly RunSummary[]>;
  read(id: string): Promise<RunView>;
  /** A run of exactly these settings, rather one that is not finished; null where there is none. */
  find(settings: SweepSettings): Promise<RunSummary | null>;
  /** Throws the Problem runInProgress while a run is at work. */
  requireIdle(): void;
  /** After another project was opened: looks for a run that waits. */
  projectOpened(): Promise<void>;
  /** Stops what is at work so that it can be gone on with, and waits for it. */
  close(): Promise<void>;
}

/** Where a run is computed. */
export type Executor = 'local' | 'slurm';

const progressEvery = 150;
const curvesEvery = 500;

/** What others want to hear of runs. */
export interface RunListener {
  /** Samples times networks times steps a second, the steps, and what simulated, as measured by a run. */
  onSpeed(stepsPerSecond: number, steps: number, engine: string | undefined): void;
  /** A run has ended and its results are on the disk. */
  onEnd(): void;
}

export function createRunControl(session: Session, listener: RunListener): RunControl {
  let active: ActiveRun | null = null;
  let waiting: RunProgress | null = null;
  let ending: Promise<void> = Promise.resolve();

  const tellProgress = createThrottle(progressEvery, () => {
    if (active !== null) session.emit({ kind: 'run', progress: active.progress() });
  });
  const tellCurves = createThrottle(curvesEvery, () => {
    if (active === null) return;
    const cells = active.growing.takeChanges();
    if (cells.length > 0) session.emit({ kind: 'curves', run: active.id, cells });
  });

  const folderOf = (id: string): string => join(session.requireProject().runsFolder, id);

  const control: RunControl = {
    current: () => active?.progress() ?? waiting,
    async start(ready, name, executor = 'local', notes = []) {
      control.requireIdle();
      const cluster = executor === 'slurm' ? await clusterOf(session) : null;
      if (cluster !== null) await requireSlurm(cluster.call);
      const known = await control.find(ready.settings);
      if (known !== null && known.state !== 'finished') return control.resume(known.id, ready);
      const { settings } = ready;
      const started = new Date();
      const { runsFolder } = session.requireProject();
      const id = await createRunFolder(runsFolder, started);
      const about: RunAbout = {
        name: name ?? `Run of ${describeVaried(settings)}`,
        started: started.toISOString(),
        state: 'running',
        cells: countSweep(settings).cells,
        finishedCells: 0,
        samples: settings.data.count,
        varied: describeVaried(settings),
        best: null,
        reason: null,
        engine: engineOf(settings),
        ...(notes.length === 0 ? {} : { notes: [...notes] }),
      };
      session.act(`Started the run "${about.name}"`);
      return launch(id, about, ready, cluster);
    },
    async resume(id, ready) {
      if (active?.id === id && active.tryNow()) return active.progress();
      control.requireIdle();
      const about = await requireAbout(id);
      session.act(`Went on with the run "${about.name}"`);
      const cluster = (await readSlurmState(folderOf(id))) === null ? null : await clusterOf(session);
      return launch(id, { ...about, state: 'running', reason: null }, ready, cluster);
    },
    async stop(id, as) {
      if (active?.id === id) {
        active.stop(as);
        await ending;
        return;
      }
      const about = await requireAbout(id);
      if (about.state === 'finished') return;
      await writeAbout(folderOf(id), { ...about, state: as });
      if (waiting?.run === id) waiting = as === 'paused' ? { ...waiting, state: as } : null;
      session.emit({ kind: 'run', progress: waiting });
      await tellRuns();
    },
    async rename(id, name) {
      await writeAbout(folderOf(id), { ...(await requireAbout(id)), name });
      if (active?.id === id) active.setName(name);
      await tellRuns();
    },
    async list() {
      const runs = await listRuns(session.requireProject().runsFolder);
      return runs.map((run) => (run.id === active?.id ? run : { ...run, state: stateAtRest(run.state) }));
    },
    async read(id) {
      const about = await requireAbout(id);
      const summary = summaryOf(id, active?.id === id ? about : { ...about, state: stateAtRest(about.state) });
      if (active?.id === id && active.head !== null) return { summary, ...active.growing.fill(active.head) };
      const record = await readRecord(folderOf(id), id);
      if (about.state === 'finished') return { summary, record: trimRecord(record), growing: [] };
      const growing = createGrowingRun(planSweep(record.settings), await readFinished(folderOf(id)));
      return { summary, ...growing.fill(record) };
    },
    async find(settings) {
      if (session.project === null) return null;
      const same: RunSummary[] = [];
      for (const run of await control.list()) {
        const found = await readSettings(folderOf(run.id)).catch(() => null);
        if (found !== null && describeDifference(found, settings) === null) same.push(run);
      }
      return same.find(({ state }) => state !== 'finished') ?? same[0] ?? null;
    },
    requireIdle() {
      if (active === null) return;
      throw new WorkbenchError({ area: 'project', kind: 'runInProgress', name: active.progress().name });
    },
    async projectOpened() {
      waiting = null;
      if (session.project === null || session.project.state.isReadOnly) return;
      const run = (await control.list()).find(({ state }) => state === 'cut' || state === 'paused');
      if (run !== undefined) waiting = await describeWaiting(run);
    },
    async close() {
      active?.stop('paused');
      await ending;
    },
  };
  return control;

  async function launch(
    id: string,
    about: RunAbout,
    { settings, files }: ReadyDraft,
    cluster: Cluster | null,
  ): Promise<RunProgress> {
    const folder = folderOf(id);
    const store = await openResults(folder, settings, 'resume', session.version);
    for (const note of store.notes) session.notice(note);
    await writeAbout(folder, about).catch(async (error: unknown) => {
      await store.close();
      throw error;
    });
    const { version: spikebench } = session;
    const request: RunRequest = {
      id,
      name: about.name,
      settings,
      files,
      store,
      provenance: {
        spikebench,
        node: process.versions.node,
        platform: `${process.platform} ${process.arch}`,
        ...(about.notes === undefined ? {} : { notes: about.notes }),
      },
      async onPrepared(record) {
        await writeRecord(folder, record);
        await tellRuns(); // from now on the run can be read
      },
      onFailure: (failed) =>
        session.notice(`${describeFailedCells(failed, settings, planSweep(settings).cells)} The others go on.`),
      onNote: (note) => session.notice(note),
      onChange() {
        tellProgress.call();
        tellCurves.call();
      },
    };
    const run =
      cluster === null
        ? startRun(session.engine, request)
        : startClusterRun(session.engine, { ...request, ...cluster });
    active = run;
    waiting = null;
    ending = finish(run, store, settings);
    session.emit({ kind: 'run', progress: run.progress() });
    await tellRuns();
    return run.progress();
  }

  async function finish(run: ActiveRun, store: ResultsStore, settings: SweepSettings): Promise<void> {
    const end = await run.ended;
    let last: RunProgress = { ...run.progress(), state: end.state, secondsLeft: null, samplesPerSecond: null };
    try {
      // Where the disk is full, its end waits for room too.
      last = await whenThereIsRoom(run.stand, run.signal)(() => settle(run, store.folder, end, last));
    } catch (error) {
      last = { ...last, state: 'failed', reason: wordsOf(error) };
      session.notice(wordsOf(error), error instanceof WorkbenchError ? error.problem : null);
    } finally {
      await store.close();
    }
    const { speed } = run;
    const { steps } = planSweep(settings);
    if (speed !== null) listener.onSpeed(speed * steps, steps, run.progress().engine);
    tellCurves.flush();
    tellProgress.cancel();
    active = null;
    waiting = last.state === 'paused' ? last : null;
    session.emit({ kind: 'run', progress: last });
    session.act(`The run "${last.name}" is ${last.state}`);
    await tellRuns();
    listener.onEnd();
  }

  /** Writes down how a run ended. */
  async function settle(run: ActiveRun, folder: string, end: RunEnd, last: RunProgress): Promise<RunProgress> {
    const about = (await readAbout(folder))!;
    const engine = end.record?.provenance.engine ?? about.engine;
    const facts = end.record === null ? {} : await keep(run.id, folder, end.record);
    const reason = end.state === 'failed' ? reasonOf(end) : null;
    await writeAbout(folder, {
      ...about,
      ...facts,
      state: end.state,
      reason,
      ...(engine === undefined ? {} : { engine }),
      ...(run.notes.length === 0 ? {} : { notes: [...run.notes] }),
    });
    if (reason === null) return last;
    const problem = end.error instanceof WorkbenchError ? end.error.problem : null;
    session.notice(`The run "${about.name}" failed: ${reason}`, problem);
    return { ...last, reason };
  }

  async function requireAbout(id: string): Promise<RunAbout> {
    const about = await readAbout(folderOf(id));
    if (about === null) throw new WorkbenchError({ area: 'project', kind: 'noSuchRun', run: id });
    return about;
  }

  async function tellRuns(): Promise<void> {
    if (session.project !== null) session.emit({ kind: 'runs', runs: await control.list() });
  }

  /** Where a run stands that nobody works on. */
  async function describeWaiting({ id, name, state, samples, engine, notes }: RunSummary): Promise<RunProgress | null> {
    const settings = await readSettings(folderOf(id)).catch(() => null);
    if (settings === null) return null;
    const plan = planSweep(settings);
    const finished = await readFinished(folderOf(id)).catch(() => []);
    return {
      run: id,
      name,
      state,
      phase: 'simulate',
      done: finished.reduce((sum, { tally }) => sum + tally.count, 0),
      total: plan.simulations.length * samples,
      samplesPerSecond: null,
      secondsLeft: null,
      cells: createGrowingRun(plan, finished).samplesDone(),
      samples,
      standstill: null,
      failures: [],
      reason: null,
      engine: engine ?? engineOf(settings),
      ...(notes === undefined ? {} : { notes }),
    };
  }
}

/** Why a run failed, in words: cells of it did, or all of it. */
function reasonOf({ record, error }: RunEnd): string {
  if (record === null) return wordsOf(error);
  const failed = failedCells(record).map((cells) => describeFailedCells(cells, record.settings, record.cells));
  return failed.join(' ');
}

/** Writes the results of a run; what they say of it. */
async function keep(id: string, folder: string, record: RunRecord): Promise<Partial<RunAbout>> {
  const finishedCells = record.cells.filter(({ tally }) => tally !== null).length;
  if (finishedCells > 0) await writeResults(folder, record);
  return { finishedCells, best: describeBest(id, record) };
}
