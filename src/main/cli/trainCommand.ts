import { confusionTable } from '../../shared/export/confusionTable.ts';
import { classificationReportText } from '../../shared/metrics/classificationReport.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { TrainingOutcome } from '../../shared/training/progress.ts';
import { type MeasuredTest, measureOnTest } from '../engine/measureOnTest.ts';
import { readCheckpoint, removeCheckpoint } from '../store/trainingCheckpoint.ts';
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
  try {
    await withEngine(1, async (engine) => {
      const outcome = await engine.train(
        { network, data, settings, out },
        {
          signal,
          onProgress: (progress) => bar.update(progress),
        },
      );
      bar.finish(outcome.history);
      const seconds = (performance.now() - started) / 1000;
      const files = await writeTrainingCurves(out, {
        history: outcome.history,
        losses: outcome.losses,
        stepsPerEpoch: outcome.stepsPerEpoch,
        epochs: outcome.history.length,
      });
      await removeCheckpoint(out);
      const measured = await measureOnTest(engine, outcome.path, data, { signal });
      if (asJson) output.print(JSON.stringify(asPlain(outcome, seconds, files, measured)));
      else output.print(describe(outcome, seconds, files, measured));
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

interface CurveFiles {
  readonly csv: string;
  readonly svg: string;
}

/** What `--json` prints. */
function asPlain(outcome: TrainingOutcome, seconds: number, files: CurveFiles, measured: MeasuredTest | null) {
  const { losses: _, ...said } = outcome;
  if (measured === null) return { ...said, seconds, files, test: null };
  const { samples, correct, accuracy, low, high, confusion } = measured.test;
  const test = { samples, correct, accuracy, accuracyLow: low, accuracyHigh: high, confusion };
  return { ...said, seconds, files, test };
}

function describe(outcome: TrainingOutcome, seconds: number, files: CurveFiles, measured: MeasuredTest | null): string {
  const { path, history, bestEpoch, stoppedEarly, parameters, trainingSamples, validationSamples, backend } = outcome;
  const kept = stoppedEarly || bestEpoch < history.length ? `, weights of epoch ${bestEpoch}` : '';
  const lines = [
    `${path}: ${parameters} parameters, ${history.length} epochs${kept}, in ${formatDuration(seconds)}`,
    `${trainingSamples} samples for training, ${validationSamples} for validation; computed by tfjs (${backend})`,
    ...outcome.levels.map(({ layer, level, levels }) => levelWords(layer, level, levels)),
    `Curves: ${files.csv}, ${files.svg}`,
  ];
  if (measured === null) return [...lines, 'The data have no split "test" of their own to measure on.'].join('\n');
  const { samples, accuracy, low, high, report, classNames } = measured.test;
  return [
    ...lines,
    `Test accuracy ${percent(accuracy)} on ${samples} samples (95 % interval ${percent(low)} to ${percent(high)})`,
    '',
    classificationReportText(report, classNames),
    confusionTable(measured.matrix, classNames),
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
