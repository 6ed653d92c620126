import type { DataRequest, Evaluation, ModelDescription, OpenedFiles, Watch } from '../../shared/api/engineViews.ts';
import type { EvaluateTask } from '../../shared/api/tasks.ts';
import type { TrainTask } from '../../shared/api/trainTask.ts';
import type { DataReference, FileReference, SweepSettings } from '../../shared/sweep/plan.ts';
import type { TrainingOutcome, TrainingProgress } from '../../shared/training/progress.ts';
import { runsOf, type Shard } from '../../shared/sweep/shards.ts';
import type { ExportWork, ResultOfExport } from '../../shared/api/exportTasks.ts';
import type { EngineAgreement } from '../../shared/simulation/engineAgreement.ts';
import type { Diagnosis } from '../../shared/diagnosis/summarise.ts';
import { diagnoseCell, type DiagnosisRequest } from './diagnoseCell.ts';
import { exportNirFile, type NirExportRequest, type NirOutcome, runExport } from './exportNir.ts';
import { compareEngines, type EngineComparison } from './gpu/compareEngines.ts';
import { createGpuDesk, type GpuDesk } from './gpu/gpuDesk.ts';
import type { GpuPatience } from './gpu/gpuPatience.ts';
import { createPool, type PoolOptions } from './pool.ts';
import { runSweep, type SweepOutcome, type SweepRequest } from './runSweep.ts';
import { verifyCell, type VerificationRequest } from './verifyCell.ts';
import type { ForkWorker } from './workerProcess.ts';

/** What every host offers: plans, hands out, collects. All computing happens in the workers. */
export interface Engine {
  /** What a model is and which presets convert it. Throws file and model Problems. */
  describe(model: string): Promise<ModelDescription>;
  /** Reads model and data and checks that they fit. Throws file, model and dataset Problems. */
  open(model: string, data: DataRequest): Promise<OpenedFiles>;
  /** The analog network on all samples of the data. */
  evaluate(request: EvaluateRequest, watch?: Watch): Promise<Evaluation>;
  /** Simulates what is not finished yet; an abort ends it early with what is. Throws Problems. */
  sweep(request: SweepRequest, watch?: Watch): Promise<SweepOutcome>;
  /** A cell as a NIR file, simulated first as the programs that read it do. Throws conversion and nir Problems. */
  exportNir(request: NirExportRequest, watch?: Watch): Promise<NirOutcome>;
  /** What a cell loses, layer by layer. Throws conversion Problems. */
  diagnose(request: DiagnosisRequest, watch?: Watch): Promise<Diagnosis>;
  /** How the spikes of every engine stand to the reference's: [engine]. Throws conversion Problems. */
  verify(request: VerificationRequest, watch?: Watch): Promise<readonly EngineAgreement[]>;
  /** A part of an export that needs no other. */
  exportPart<W extends ExportWork>(work: W, watch?: Pick<Watch, 'signal'>): Promise<ResultOfExport<W>>;
  /** Trains a network into a file, from its checkpoint where one is left. The last checkpoint stays. Throws Problems. */
  train(task: Omit<TrainTask, 'kind'>, watch?: TrainingWatch): Promise<TrainingOutcome>;
  /** Where windows offer their GPUs; sweeps that ask for `webgpu` run there. */
  readonly gpu: GpuDesk;
  /** What both simulate and how fast, on a few samples. Throws conversion Problems. */
  compare(settings: SweepSettings, files: OpenedFiles, watch?: Pick<Watch, 'signal'>): Promise<EngineComparison>;
  close(): void;
}

/** How a training is watched and stopped. */
export interface TrainingWatch {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
}

export interface EvaluateRequest extends Pick<EvaluateTask, 'model' | 'data' | 'withOutputs' | 'backend'> {
  readonly model: FileReference;
  readonly data: DataReference;
  /** Evaluates only what these shards need, and says class 0 of the other samples; all of them unless told. */
  readonly only?: readonly Shard[] | undefined;
}

/** Samples that a worker runs through the analog network at a time: the same ones together whatever else is evaluated. */
export const evaluationRun = 250;

export interface EngineOptions extends PoolOptions {
  readonly gpuPatience?: GpuPatience | undefined;
}

/** An engine on `workers` worker processes. */
export function createEngine(workers: number, forkWorker: ForkWorker, options: EngineOptions = {}): Engine {
  const pool = createPool(workers, forkWorker, options);
  const gpu = createGpuDesk(options.gpuPatience);
  const engine: Engine = {
    describe: (model) => pool.run({ kind: 'describe', model }),
    open: (model, data) => pool.run({ kind: 'open', model, data }),
    async evaluate({ model, data, withOutputs, backend, only }, { signal, onProgress } = {}) {
      const runs = runsOf(data.count, evaluationRun).filter((run) => only === undefined || only.some(overlaps(run)));
      const total = runs.reduce((sum, { count }) => sum + count, 0);
      let done = 0;
      onProgress?.({ phase: 'evaluate', done, total });
      const parts = await Promise.all(
        runs.map(async (run) => {
          const task = { kind: 'evaluate', model, data, withOutputs, backend, ...run } as const;
          const part = await pool.run(task, { signal });
          done += run.count;
          onProgress?.({ phase: 'evaluate', done, total });
          return { ...part, from: run.from };
        }),
      );
      return joinEvaluations(parts, data.count);
    },
    sweep: (request, watch = {}) => runSweep({ pool, gpu }, (wanted) => engine.evaluate(wanted, watch), request, watch),
    verify: (request, watch = {}) => verifyCell((task, how) => pool.run(task, how), request, watch),
    diagnose: (request, watch = {}) => diagnoseCell((task, how) => pool.run(task, how), request, watch),
    exportNir: (request, watch = {}) => exportNirFile(pool, request, watch),
    exportPart: (work, { signal } = {}) => runExport(pool, work, { signal }),
    train: (task, { signal, onProgress } = {}) =>
      pool.run(
        { kind: 'train', ...task },
        { signal, stopsGently: true, onProgress: (_, training) => training !== undefined && onProgress?.(training) },
      ),
    gpu,
    compare: (settings, files, watch = {}) => compareEngines({ pool, gpu }, settings, files, watch),
    close() {
      gpu.close();
      pool.close();
    },
  };
  return engine;
}

type Run = Pick<Shard, 'from' | 'count'>;

/** Whether two runs of samples share any. */
export function overlaps(one: Run): (other: Run) => boolean {
  return (other) => one.from < other.from + other.count && other.from < one.from + one.count;
}

function joinEvaluations(parts: readonly (Evaluation & Pick<Run, 'from'>)[], count: number): Evaluation {
  const outputs = parts.map((part) => part.outputs).filter((part) => part !== null);
  const predictions = Array.from({ length: count }, () => 0);
  for (const part of parts)
    for (const [i, prediction] of part.predictions.entries()) predictions[part.from + i] = prediction;
  return {
    predictions,
    outputs: outputs.length === parts.length ? Float32Array.from(outputs.flatMap((part) => [...part])) : null,
    backend: parts[0]!.backend,
  };
}
