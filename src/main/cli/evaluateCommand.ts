import type { Evaluation, OpenedFiles } from '../../shared/api/engineViews.ts';
import { writeNpz } from '../../shared/bytes/npz.ts';
import { wilsonInterval } from '../../shared/metrics/wilson.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { writeFileAtomically } from '../store/files.ts';
import type { RawSettings } from './flags.ts';
import { catchInterrupt } from './interrupt.ts';
import { type Output, percent } from './output.ts';
import { describeOtherScaling } from './otherScaling.ts';
import { createProgressBar } from './progressBar.ts';
import { withEngine } from './session.ts';
import { parseDataRequest, parseWorkers } from './settings.ts';

export interface EvaluateOptions {
  readonly raw: RawSettings;
  /** File for the network's outputs; null for none. */
  readonly outputs: string | null;
  readonly asJson: boolean;
}

/** `evaluate MODEL --data DATA`: the accuracy of the analog network, and its outputs as float32 [sample][class]. */
export async function evaluate(model: string, options: EvaluateOptions, output: Output): Promise<void> {
  const request = parseDataRequest(options.raw);
  const withOutputs = options.outputs !== null;
  const workers = parseWorkers(options.raw);
  const { signal, release } = catchInterrupt();
  const bar = createProgressBar(process.stderr);
  try {
    await withEngine(workers, async (engine) => {
      const files = await engine.open(model, request);
      if (files.labels === null && !withOutputs) {
        throw new WorkbenchError({ area: 'dataset', kind: 'noLabels', file: request.path });
      }
      const found = await engine.evaluate(
        { model: files.model, data: files.data, withOutputs, backend: 'fastest' },
        { signal, onProgress: (progress) => bar.update(progress) },
      );
      bar.clear();
      const hint = await describeOtherScaling(engine, model, request, files, found);
      if (hint !== null) output.say(hint);
      if (options.outputs !== null) await writeOutputs(options.outputs, found, files);
      const summary = summarise(files, found);
      output.print(options.asJson ? JSON.stringify(summary) : describe(summary, options.outputs));
    });
  } finally {
    bar.clear();
    release();
  }
}

interface Summary {
  readonly samples: number;
  /** Null where the data have no labels. */
  readonly accuracy: number | null;
  readonly accuracyLow: number | null;
  readonly accuracyHigh: number | null;
  readonly correct: number | null;
  readonly split: string;
  readonly offset: number;
  readonly scaling: string;
  readonly backend: string;
  readonly predictions: readonly number[];
}

function summarise({ labels, data }: OpenedFiles, { predictions, backend }: Evaluation): Summary {
  const correct = labels && labels.filter((label, sample) => label === predictions[sample]).length;
  const interval = correct === null ? null : wilsonInterval(correct, data.count);
  return {
    samples: data.count,
    accuracy: correct === null ? null : correct / data.count,
    accuracyLow: interval && interval.low,
    accuracyHigh: interval && interval.high,
    correct,
    split: data.split,
    offset: data.offset,
    scaling: data.scaling,
    backend,
    predictions,
  };
}

function describe(
  { samples, accuracy, accuracyLow, accuracyHigh, split, scaling }: Summary,
  file: string | null,
): string {
  const lines = [
    `${samples} samples of the split ${split}, ${scaling === 'unit' ? 'values divided by 255' : 'values as stored'}`,
  ];
  if (accuracy !== null) {
    lines.push(
      `Analog accuracy ${percent(accuracy)} (95 % interval ${percent(accuracyLow!)} to ${percent(accuracyHigh!)})`,
    );
  }
  if (file !== null) lines.push(`Outputs: ${file}`);
  return lines.join('\n');
}

async function writeOutputs(path: string, { outputs }: Evaluation, { data, classNames }: OpenedFiles): Promise<void> {
  const shape = [data.count, classNames.length];
  await writeFileAtomically(
    path,
    await writeNpz(new Map([['outputs', { dtype: 'float32', shape, data: Float32Array.from(outputs!) }]])),
  );
}
