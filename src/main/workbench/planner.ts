import type { EngineFacts } from '../../shared/api/appViews.ts';
import type { OpenedFiles } from '../../shared/api/engineViews.ts';
import type { FieldProblem, PlanView } from '../../shared/api/runViews.ts';
import { describeProblem, type Problem, WorkbenchError } from '../../shared/problems/problems.ts';
import { axisValues } from '../../shared/sweep/axes.ts';
import type { SweepDraft } from '../../shared/sweep/draft.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { countSweep } from '../../shared/sweep/countSweep.ts';
import { stepsOf } from '../../shared/units.ts';
import { resolveDraft, type SampleChoice } from '../../shared/sweep/resolveDraft.ts';
import type { EngineComparison } from '../engine/gpu/compareEngines.ts';
import { keepLatest } from '../engine/tasks/keepLatest.ts';
import { variedAxes } from './describeBest.ts';
import { type MeasuredSpeed, measureSimulation } from './measureSimulation.ts';
import type { Session } from './session.ts';

/** A draft that can be run. */
export interface ReadyDraft {
  readonly settings: SweepSettings;
  readonly files: OpenedFiles;
}

/** Makes plans of drafts, and knows what they cost. */
export interface Planner {
  plan(draft: SweepDraft): Promise<PlanView>;
  /** Settings and files of a draft without problems. Throws the Problem of its first wrong field. */
  ready(draft: SweepDraft): Promise<ReadyDraft>;
  /** Model and data of the project, opened as asked; kept. */
  open(choice: SampleChoice): Promise<OpenedFiles>;
  /** Learns how many samples times networks times steps a second an engine simulates, by the name that a record has for it. */
  learnSpeed(stepsPerSecond: number, steps: number, name?: string | null): EngineFacts;
  /** Learns the speeds of both. */
  learnComparison(settings: SweepSettings, comparison: EngineComparison): EngineFacts;
  /** Tells windows the plan of the project's draft anew. */
  tell(): Promise<void>;
  /** Simulates a few samples of the draft for the speed: on the CPU, or on both. Throws the Problem noGpu where there is none. */
  measureSpeed(draft: SweepDraft, engine?: 'cpu' | 'gpu'): Promise<EngineFacts>;
}

/** ms from a plan without a speed to the measurement of it. */
const measureAfter = 1500;

/** `findRun` looks for a run of exactly the settings; while `isBusy`, nothing is measured. */
export function createPlanner(
  session: Session,
  findRun: (settings: SweepSettings) => Promise<string | null>,
  isBusy: () => boolean,
): Planner {
  let speed: KnownSpeed | null = null;
  let gpuSpeed: KnownSpeed | null = null;
  let measuring: NodeJS.Timeout | null = null;
  const openKept = keepLatest(
    8,
    (request: OpenRequest) => JSON.stringify(request),
    ({ model, data, choice }) =>
      session.desk.run({ kind: 'open', model: model.path, data: { path: data.path, ...choice } }),
  );

  const open = (choice: SampleChoice): Promise<OpenedFiles> =>
    openKept({ model: session.requireFile('model'), data: session.requireFile('data'), choice });

  const planner: Planner = {
    open,
    async plan(draft) {
      const found = await read(draft);
      if ('problems' in found) return emptyPlan(found.problems);
      const { settings } = found;
      const { sha256 } = settings.model;
      const known = speedOf(speed, sha256);
      if (known === null) measureSoon();
      return describePlan(settings, known, speedOf(gpuSpeed, sha256), await findRun(settings));
    },
    async ready(draft) {
      const found = await read(draft);
      if ('problems' in found) throw new WorkbenchError(found.problems[0]!.problem);
      return found;
    },
    learnSpeed(stepsPerSecond, steps, name = session.engineFacts.name) {
      const learned = { model: session.project?.state.model?.sha256 ?? '', stepsPerSecond };
      const { gpu } = session.engineFacts;
      if (name?.startsWith('webgpu') === true) {
        gpuSpeed = learned;
        const facts = gpu ?? { name: null, reason: null };
        session.engineFacts = { ...session.engineFacts, gpu: { ...facts, speed: stepsPerSecond / steps } };
      } else {
        speed = learned;
        session.engineFacts = { ...session.engineFacts, name, speed: stepsPerSecond / steps };
      }
      session.emit({ kind: 'engine', engine: session.engineFacts });
      return session.engineFacts;
    },
    async tell() {
      if (session.project === null) return;
      session.emit({ kind: 'plan', plan: await planner.plan(session.project.state.draft) });
    },
    learnComparison(settings, { cpu, gpu }) {
      const steps = stepsOfSweep(settings);
      if (gpu.isThere) planner.learnSpeed(gpu.stepsPerSecond, steps, gpu.name);
      return planner.learnSpeed(cpu.stepsPerSecond, steps, 'simd');
    },
    async measureSpeed(draft, engine = 'cpu') {
      const { settings, files } = await planner.ready(draft);
      if (engine === 'gpu') {
        const { name, reason } = session.engine.gpu.offered;
        if (name === null) throw new WorkbenchError({ area: 'run', kind: 'noGpu', reason });
        return planner.learnComparison(settings, await session.engine.compare(settings, files));
      }
      return learn(settings, await measureSimulation(session, settings));
    },
  };
  return planner;

  function learn(settings: SweepSettings, { stepsPerSecond, engine }: MeasuredSpeed): EngineFacts {
    return planner.learnSpeed(stepsPerSecond * session.workers, stepsOfSweep(settings), engine);
  }

  /** Measures the speed once the window has got what it asks for when a project is opened; a failure leaves the speed unknown. */
  function measureSoon(): void {
    measuring ??= setTimeout(() => {
      void (async () => {
        try {
          if (session.project !== null && !isBusy()) {
            await planner.measureSpeed(session.project.state.draft);
            await planner.tell();
          }
        } catch {
          // The plan goes without an estimate.
        } finally {
          measuring = null;
        }
      })();
    }, measureAfter).unref();
  }

  async function read(draft: SweepDraft): Promise<ReadyDraft | { readonly problems: readonly FieldProblem[] }> {
    const resolved = resolveDraft(draft);
    const problems: FieldProblem[] = resolved.isValid
      ? []
      : resolved.problems.map(({ field, problem }) => fieldProblem(field, problem));
    for (const what of ['model', 'data'] as const) {
      const problem = problemOf(() => session.requireFile(what));
      if (problem !== null) problems.push(fieldProblem(what, problem));
    }
    if (!resolved.isValid || problems.length > 0) return { problems };
    try {
      const files = await open(resolved.data);
      if (files.labels === null) {
        return { problems: [fieldProblem('data', { area: 'dataset', kind: 'noLabels', file: files.data.path })] };
      }
      return { files, settings: { model: files.model, data: files.data, ...resolved.axes } };
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      return { problems: [fieldProblem(fieldOf(error.problem), error.problem)] };
    }
  }
}

interface OpenRequest {
  readonly model: { readonly path: string; readonly sha256: string };
  readonly data: { readonly path: string; readonly sha256: string };
  readonly choice: SampleChoice;
}

/** The field beside which a Problem of opening the files belongs. */
function fieldOf(problem: Problem): FieldProblem['field'] {
  if (problem.area !== 'dataset') return problem.area === 'model' ? 'model' : 'data';
  if (problem.kind === 'noSuchSplit') return 'split';
  return problem.kind === 'noSamples' ? 'offset' : 'data';
}

function fieldProblem(field: FieldProblem['field'], problem: Problem): FieldProblem {
  return { field, problem, text: describeProblem(problem) };
}

function problemOf(work: () => unknown): Problem | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof WorkbenchError) return error.problem;
    throw error;
  }
}

function emptyPlan(problems: readonly FieldProblem[]): PlanView {
  const none = { cells: 0, simulations: 0, groups: 0, samples: 0, steps: 0, seconds: null, run: null };
  return { problems, ...none, settings: null, axes: [] };
}

/** Of the model with that hash. */
interface KnownSpeed {
  readonly model: string;
  readonly stepsPerSecond: number;
}

function speedOf(known: KnownSpeed | null, model: string): number | null {
  return known?.model === model ? known.stepsPerSecond : null;
}

function describePlan(
  settings: SweepSettings,
  stepsPerSecond: number | null,
  gpuStepsPerSecond: number | null,
  run: string | null,
): PlanView {
  const counts = countSweep(settings);
  const steps = stepsOfSweep(settings);
  const samples = settings.data.count;
  const secondsAt = (speed: number | null): number | null =>
    speed === null ? null : (samples * counts.simulations * steps) / speed;
  return {
    problems: [],
    ...counts,
    samples,
    steps,
    seconds: secondsAt(stepsPerSecond),
    gpuSeconds: secondsAt(gpuStepsPerSecond),
    run,
    settings,
    axes: variedAxes(settings).map((name) => ({ name, values: axisValues(name, settings) })),
  };
}

/** Steps of the longest duration: what is simulated. */
function stepsOfSweep({ durations, timeStep }: SweepSettings): number {
  return stepsOf(Math.max(...durations), timeStep);
}
