import type { DataRequest } from '../../shared/api/engineViews.ts';
import { confusionTable } from '../../shared/export/confusionTable.ts';
import { classificationReport, classificationReportText } from '../../shared/metrics/classificationReport.ts';
import { type ConfusionMatrix, confusionMatrix } from '../../shared/metrics/confusionMatrix.ts';
import { wilsonInterval } from '../../shared/metrics/wilson.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { TrainingOutcome, TrainingProgress } from '../../shared/training/progress.ts';
import type { Engine } from '../engine/engine.ts';
import { readCheckpoint } from '../store/trainingCheckpoint.ts';
import { prepareTrainingFiles, type TrainingUse } from '../store/trainingFiles.ts';
import { writeTrainingCurves } from '../store/writeTrainingCurves.ts';
import type { RawSettings } from './flags.ts';
import { catchInterrupt } from './interrupt.ts';
import { readNetworkArgument } from './networkArgument.ts';
import { type Output, percent } from './output.ts';
import { formatDuration } from './progressBar.ts';
import { withEngine } from './session.ts';
import { parseDataRequest } from './settings.ts';
import { createTrainingBar } from './trainingBar.ts';
import { parseTrainingSettings, type TrainOptions } from './trainFlags.ts';

export interface TrainCommandOptions {
  /** Of the data. */
  readonly raw: RawSettings;
  /** Of the training. */
  readonly options: TrainOptions;
  readonly use: TrainingUse;
  readonly asJson: boolean;
}

/** `train NETWORK --data DATA --epochs N --out FILE`: trains, writes the model and its curves, and measures it on the test split. */
export async function train(argument: string, given: TrainCommandOptions, output: Output): Promise<void> {
  const { raw, options, use, asJson } = given;
  const network = await readNetworkArgument(argument, options);
  const settings = parseTrainingSettings(options);
  const data = parseDataRequest(raw);
  const out = outOf(raw);
  await prepareTrainingFiles(out, use);
  const { signal, release } = catchInterrupt();
  const bar = createTrainingBar(process.stderr, (line) => output.say(line));
  const started = performance.now();
  let last: TrainingProgress | null = null;
  try {
    await withEngine(1, async (engine) => {
      const outcome = await engine.train(
        { network, data, settings, out },
        {
          signal,
          onProgress(progress) {
            last = progress;
            bar.update(progress);
          },
        },
      );
      bar.finish(outcome.history);
      const seconds = (performance.now() - started) / 1000;
      const files = await writeTrainingCurves(out, {
        history: outcome.history,
        losses: last?.losses ?? [],
        stepsPerEpoch: last?.stepsPerEpoch ?? 1,
        epochs: outcome.history.length,
      });
      const test = await measureOnTest(engine, outcome, data, signal);
      if (asJson) output.print(JSON.stringify({ ...outcome, seconds, files, test: test && summarise(test) }));
      else output.print(describe(outcome, seconds, files, test));
    });
  } catch (error) {
    bar.clear();
    if (signal.aborted) output.say(await describeKept(out));
    throw error;
  } finally {
    bar.clear();
    release();
  }
}

/** What is left of a training that was stopped. */
async function describeKept(out: string): Promise<string> {
  const kept = await readCheckpoint(out).catch(() => null);
  if (kept === null) return 'There is no checkpoint yet: the same command starts anew.';
  const { history, step } = kept.state;
  return `A checkpoint is kept of epoch ${history.length + 1}, after ${step} steps in all: add --resume to go on.`;
}

interface TestResult {
  readonly matrix: ConfusionMatrix;
  readonly classNames: readonly string[];
  readonly samples: number;
  readonly correct: number;
}

/** The trained model, read from its file, on the split `test`; null where there is none or it was trained on. */
async function measureOnTest(
  engine: Engine,
  { path }: TrainingOutcome,
  data: DataRequest,
  signal: AbortSignal,
): Promise<TestResult | null> {
  if (data.split === 'test') return null;
  const files = await engine.open(path, { ...data, split: null, offset: 0, limit: null });
  if (files.data.split !== 'test' || files.labels === null) return null;
  const { predictions } = await engine.evaluate(
    { model: files.model, data: files.data, withOutputs: false, backend: 'fastest' },
    { signal },
  );
  const matrix = confusionMatrix(files.labels, predictions, files.classNames.length);
  const correct = files.labels.filter((label, sample) => label === predictions[sample]).length;
  return { matrix, classNames: files.classNames, samples: files.labels.length, correct };
}

function summarise({ matrix, samples, correct }: TestResult) {
  const { low, high } = wilsonInterval(correct, samples);
  const { classes, counts } = matrix;
  const rows = Array.from({ length: classes }, (_, label) =>
    Array.from(counts.subarray(label * classes, (label + 1) * classes)),
  );
  return { samples, correct, accuracy: correct / samples, accuracyLow: low, accuracyHigh: high, confusion: rows };
}

function describe(
  outcome: TrainingOutcome,
  seconds: number,
  files: { readonly csv: string; readonly svg: string },
  test: TestResult | null,
): string {
  const { path, history, bestEpoch, stoppedEarly, parameters, trainingSamples, validationSamples, backend } = outcome;
  const kept = stoppedEarly || bestEpoch < history.length ? `, weights of epoch ${bestEpoch}` : '';
  const lines = [
    `${path}: ${parameters} parameters, ${history.length} epochs${kept}, in ${formatDuration(seconds)}`,
    `${trainingSamples} samples for training, ${validationSamples} for validation; computed by tfjs (${backend})`,
    ...outcome.levels.map(({ layer, level, levels }) => levelWords(layer, level, levels)),
    `Curves: ${files.csv}, ${files.svg}`,
  ];
  if (test === null) return [...lines, 'The data have no split "test" of their own to measure on.'].join('\n');
  const { low, high } = wilsonInterval(test.correct, test.samples);
  return [
    ...lines,
    `Test accuracy ${percent(test.correct / test.samples)} on ${test.samples} samples (95 % interval ${percent(low)} to ${percent(high)})`,
    '',
    classificationReportText(classificationReport(test.matrix), test.classNames),
    confusionTable(test.matrix, test.classNames),
  ].join('\n');
}

function levelWords(layer: string, level: number, levels: number | null): string {
  const rounded = Number(level.toPrecision(4));
  return levels === null ? `${layer} clips at ${rounded}` : `${layer} has ${levels} levels up to ${rounded}`;
}

function outOf({ out }: RawSettings): string {
  if (out === undefined) {
    const needed = 'name the .keras file to write';
    throw new WorkbenchError({ area: 'setting', kind: 'missingSetting', setting: '--out', needed });
  }
  if (/\.keras$/i.test(out.text)) return out.text;
  throw new WorkbenchError({
    area: 'setting',
    kind: 'wrongValue',
    setting: out.label,
    value: out.text,
    allowed: 'a name that ends in .keras',
  });
}
