import { assertNever } from '../../../shared/assertNever.ts';
import type { SimulateTask, Task, TaskResult } from '../../../shared/api/tasks.ts';
import { needsCalibration } from '../../../shared/conversion/method.ts';
import { type Calibration, noCalibration } from '../../../shared/conversion/calibration.ts';
import { methodOf } from '../../../shared/conversion/presets.ts';
import type { Dataset } from '../../../shared/dataset/dataset.ts';
import type { ViewAnswer, ViewQuestion } from '../../../shared/api/viewTasks.ts';
import { countWork } from '../../../shared/model/countWork.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { type Problem, WorkbenchError } from '../../../shared/problems/problems.ts';
import type { NetworkWork } from '../../../shared/results/work.ts';
import { engineOf } from '../../../shared/simulation/engineName.ts';
import { simdEngine } from '../../../shared/simulation/kernels/simd.ts';
import type { DataReference, FileReference, Simulation, SweepSettings } from '../../../shared/sweep/plan.ts';
import type { Exporter } from '../exports/createExporter.ts';
import { orConversionProblem } from './conversionProblem.ts';
import type { TrainingProgress } from '../../../shared/training/progress.ts';
import { convertNetwork } from './convertNetworks.ts';
import { countNetworkWork } from './countNetworkWork.ts';
import { describeModel } from './describeModel.ts';
import { keepLatest } from './keepLatest.ts';
import { loadModel, reloadDataset, reloadModel, useModel } from './loadFiles.ts';
import { openFiles } from './openFiles.ts';
import { packGroup, readSamples } from './packGroup.ts';
import { type LoadedGroup, loadGroup, simulateShard } from './simulateShard.ts';
import { engineInWords, workerEngine } from './workerEngine.ts';

/** Reports how many samples of a task are done; resolves when the worker may go on. */
export type ReportProgress = (done: number, training?: TrainingProgress) => Promise<void>;

/** Does a task; `stop` is aborted to have one that knows how keep what it has and end. */
export type TaskRunner = (task: Task, onProgress: ReportProgress, stop?: AbortSignal) => Promise<TaskResult>;

const neverStopped = new AbortController().signal;

/**
 * Does tasks, one after the other, and keeps what they load: the model, the data, and the networks of the groups in work. The one place
 * in which the stages are called in order.
 */
export function createTaskRunner(): TaskRunner {
  const modelOf = keepLatest(2, ({ sha256 }: FileReference) => sha256, reloadModel);
  const datasetOf = keepLatest(
    2,
    (key: { data: DataReference; graph: ModelGraph }) => JSON.stringify([key.data, inputShape(key.graph)]),
    ({ data, graph }) => reloadDataset(data, inputShape(graph)),
  );
  const groupOf = keepLatest(
    2,
    ({ settings, simulations, steps }: SimulateTask) =>
      JSON.stringify([engineOf(settings), simulations.map(({ id }) => id), steps]),
    async ({ settings, simulations, calibrations, steps }): Promise<LoadedGroup> => {
      const graph = await modelOf(settings.model);
      const networks = simulations.map(
        (simulation, index) => convertNetwork(graph, simulation, settings.timeStep, calibrations[index]!).network,
      );
      const engine = await workerEngine(engineOf(settings));
      return loadGroup(engine, networks, simulations[0]!.encoding, steps);
    },
  );

  let answer: ((question: ViewQuestion) => Promise<ViewAnswer>) | null = null;
  let doExport: Exporter | null = null;
  return async (task, onProgress, stop = neverStopped) => {
    switch (task.kind) {
      case 'describe':
        return useModel(task.model, describeModel);
      case 'open':
        return openFiles(task, await loadModel(task.model));
      case 'evaluate': {
        const graph = await modelOf(task.model);
        const { evaluateSamples } = await import('./evaluateSamples.ts');
        return evaluateSamples(task, graph, await datasetOf({ data: task.data, graph }));
      }
      case 'prepare': {
        const { settings, simulations } = task;
        const graph = await modelOf(settings.model);
        let images = 0;
        const onImage = (): void => void onProgress(++images);
        // tfjs is loaded where it is needed: it takes longer to load than everything else together.
        const found = simulations.some((simulation) => looksAtImages(simulation))
          ? await (
              await import('./calibrateSimulations.ts')
            ).calibrateSimulations(
              graph,
              simulations,
              settings.timeStep,
              async () => calibrationImages(settings, graph, await datasetOf({ data: settings.data, graph })),
              simdEngine,
              onImage,
            )
          : simulations.map(() => noCalibration);
        const prepared: PreparedSimulation[] = [];
        for (const [index, simulation] of simulations.entries()) {
          prepared.push(await prepareSimulation(graph, settings, simulation, found[index]!));
          onImage();
        }
        return {
          calibrations: prepared.map(({ calibration }) => calibration),
          notes: prepared.map(({ notes }) => notes),
          works: prepared.map(({ work }) => work),
          problems: prepared.map(({ problem }) => problem),
          analogWork: countWork(graph),
          engine: await engineInWords(engineOf(settings)),
        };
      }
      case 'simulate': {
        const { settings } = task;
        const dataset = await datasetOf({ data: settings.data, graph: await modelOf(settings.model) });
        const group = await groupOf(task);
        // What was done since the group was loaded may have started another backend.
        await workerEngine(engineOf(settings));
        return simulateShard(task, dataset, group, onProgress);
      }
      case 'pack':
        return packGroup(await modelOf(task.settings.model), task);
      case 'samples': {
        const { settings } = task;
        return readSamples(await datasetOf({ data: settings.data, graph: await modelOf(settings.model) }), task);
      }
      case 'train': {
        const { trainNetwork } = await import('./trainNetwork.ts');
        return trainNetwork(task, (progress) => onProgress(progress.doneSteps, progress), stop);
      }
      case 'view': {
        const { createAnswerer } = await import('../views/answerQuestion.ts');
        answer ??= createAnswerer({ modelOf, datasetOf });
        return answer(task.question);
      }
      case 'export': {
        const { createExporter } = await import('../exports/createExporter.ts');
        doExport ??= createExporter({ engine: simdEngine, modelOf, datasetOf, calibrationImages });
        return doExport(task.work, onProgress);
      }
      default:
        return assertNever(task);
    }
  };
}

interface PreparedSimulation {
  readonly calibration: Calibration;
  readonly notes: readonly string[];
  readonly work: NetworkWork | null;
  readonly problem: Problem | null;
}

/** Converts a simulation for its notes and its work, or for the Problem that stands against it. */
async function prepareSimulation(
  graph: ModelGraph,
  settings: SweepSettings,
  simulation: Simulation,
  calibration: Calibration | WorkbenchError,
): Promise<PreparedSimulation> {
  const without = ({ problem }: WorkbenchError) => ({ calibration: noCalibration, notes: [], work: null, problem });
  if (calibration instanceof WorkbenchError) return without(calibration);
  const conversion = await orConversionProblem(() => convertNetwork(graph, simulation, settings.timeStep, calibration));
  if (conversion instanceof WorkbenchError) return without(conversion);
  const notes = [...conversion.notes, ...calibrationNotes(simulation, settings, calibration)];
  return { calibration, notes, work: countNetworkWork(conversion.network, simulation.encoding), problem: null };
}

/** Images of the calibration split, or of the data's own where there is no such split. */
function calibrationImages(
  { data, calibration: { split, samples } }: SweepSettings,
  graph: ModelGraph,
  { splits }: Dataset,
): Promise<Dataset> {
  const part = { split: splits.includes(split) ? split : data.split, offset: 0, count: samples };
  return reloadDataset(data, inputShape(graph), part);
}

function looksAtImages({ preset, threshold, changes }: Simulation): boolean {
  return needsCalibration(methodOf({ preset, thresholdFactor: threshold, changes }));
}

/** What a simulation that needs images did not get as asked. */
function calibrationNotes(simulation: Simulation, settings: SweepSettings, calibration: Calibration): string[] {
  if (!looksAtImages(simulation)) return [];
  const { split, samples } = settings.calibration;
  const notes: string[] = [];
  if (calibration.split !== split) {
    notes.push(`Activations were measured on the split "${calibration.split}", since there is no split "${split}".`);
  }
  if (calibration.samples < samples) {
    notes.push(`Activations were measured on ${calibration.samples} images: the split has no more.`);
  }
  return notes;
}

function inputShape(graph: ModelGraph): readonly number[] {
  return graph.layers[graph.input]!.shape;
}
