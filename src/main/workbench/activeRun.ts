import type { OpenedFiles, Progress, Standstill } from '../../shared/api/engineViews.ts';
import type { RunProgress, RunState } from '../../shared/api/runViews.ts';
import { describeProblem } from '../../shared/problems/problems.ts';
import type { FailedCells } from '../../shared/results/failedCells.ts';
import type { Provenance, RunRecord } from '../../shared/results/runRecord.ts';
import { engineOf } from '../../shared/simulation/engineName.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import type { Engine } from '../engine/engine.ts';
import type { ResultsStore } from '../store/resultsStore.ts';
import { createGrowingRun, type GrowingRun } from './growingRun.ts';
import { createSpeedometer } from './speedometer.ts';

/** A run at work. */
export interface ActiveRun {
  readonly id: string;
  readonly growing: GrowingRun;
  /** Without tallies; null until the analog network is evaluated. */
  readonly head: RunRecord | null;
  progress(): RunProgress;
  setName(name: string): void;
  /** Samples times networks a second; null while unknown. */
  readonly speed: number | null;
  /** What happened on the way, with what happened before it was gone on with. */
  readonly notes: readonly string[];
  /** Ends it early: what is finished stays. */
  stop(as: 'paused' | 'cancelled'): void;
  /** Tries again at once where it stands still; says whether it does. */
  tryNow(): boolean;
  /** What is written of it at its end may stand still too. */
  stand(standstill: Standstill | null): void;
  /** Aborted when it is ended early. */
  readonly signal: AbortSignal;
  /** Resolves when it has ended, however; never rejects. */
  readonly ended: Promise<RunEnd>;
}

/** How a run ended, with its record where there is one, and the error where one ended it; it also failed where some cells did. */
export interface RunEnd {
  readonly state: Exclude<RunState, 'running' | 'cut'>;
  readonly record: RunRecord | null;
  readonly error: unknown;
}

export interface RunRequest {
  readonly id: string;
  readonly name: string;
  readonly settings: SweepSettings;
  readonly files: OpenedFiles;
  readonly store: ResultsStore;
  readonly provenance: Omit<Provenance, 'engine'>;
  /** Is told of the record before the first simulation, which waits for it. */
  readonly onPrepared: (record: RunRecord) => Promise<void>;
  readonly onFailure: (failed: FailedCells) => void;
  readonly onNote: (note: string) => void;
  readonly onChange: () => void;
}

/** Starts the sweep of a run and keeps count of it. */
export function startRun(engine: Engine, request: RunRequest): ActiveRun {
  const { id, settings, files, store, provenance } = request;
  const plan = planSweep(settings);
  const growing = createGrowingRun(plan, store.finished);
  const controller = new AbortController();
  const speedometer = createSpeedometer();
  let { name } = request;
  let head: RunRecord | null = null;
  let progress: Progress = { phase: 'open', done: 0, total: 0 };
  let stoppedAs: 'paused' | 'cancelled' | null = null;
  let standing: Standstill | null = null;
  const failures: FailedCells[] = [];
  const notes = [...(provenance.notes ?? [])];
  let by: string = engineOf(settings);

  function stand(standstill: Standstill | null): void {
    standing = standstill;
    request.onChange();
  }

  async function work(): Promise<RunEnd> {
    try {
      const { record, finished, total } = await engine.sweep(
        {
          settings,
          files,
          store: {
            finished: store.finished,
            async append(results) {
              await store.append(results);
              growing.add(results);
              request.onChange();
            },
          },
          provenance,
        },
        {
          signal: controller.signal,
          onProgress(made) {
            progress = made;
            if (made.phase === 'simulate') speedometer.update(made.done, performance.now());
            request.onChange();
          },
          async onPrepared(prepared) {
            head = prepared;
            await request.onPrepared(prepared);
          },
          onStandstill: stand,
          onFailure(failed) {
            failures.push(failed);
            if (head !== null) head = withFailure(head, failed);
            request.onFailure(failed);
            request.onChange();
          },
          onNote(note) {
            notes.push(note);
            request.onNote(note);
            request.onChange();
          },
          onEngine(present) {
            by = present;
            request.onChange();
          },
        },
      );
      const state = finished === total ? 'finished' : (stoppedAs ?? 'failed');
      return { state, record, error: null };
    } catch (error) {
      return stoppedAs === null
        ? { state: 'failed', record: null, error }
        : { state: stoppedAs, record: null, error: null };
    }
  }

  return {
    id,
    growing,
    get head() {
      return head;
    },
    progress() {
      const { phase, done, total } = progress;
      const { perSecond } = speedometer;
      const isSimulating = phase === 'simulate' && perSecond !== null;
      return {
        run: id,
        name,
        state: 'running',
        phase,
        done,
        total,
        samplesPerSecond: isSimulating ? perSecond : null,
        secondsLeft: isSimulating ? (total - done) / perSecond : null,
        cells: growing.samplesDone(),
        samples: settings.data.count,
        standstill: standing === null ? null : describeProblem(standing.problem),
        failures,
        reason: null,
        engine: by,
        notes,
      };
    },
    notes,
    setName(changed) {
      name = changed;
    },
    get speed() {
      return speedometer.perSecond;
    },
    tryNow() {
      standing?.tryNow();
      return standing !== null;
    },
    stand,
    signal: controller.signal,
    stop(as) {
      stoppedAs = as;
      controller.abort();
    },
    ended: work(),
  };
}

function withFailure(record: RunRecord, { cells: failed, reason }: FailedCells): RunRecord {
  const cells = record.cells.map((cell, index) => (failed.includes(index) ? { ...cell, failure: reason } : cell));
  return { ...record, cells };
}
