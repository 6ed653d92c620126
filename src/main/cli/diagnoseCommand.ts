import { adviceOf, costliestLayer } from '../../shared/diagnosis/advice.ts';
import { type Diagnosis, partHelp, partTitles, presentParts } from '../../shared/diagnosis/summarise.ts';
import { textTable } from '../../shared/export/textTable.ts';
import { stepTimes } from '../../shared/metrics/curves.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { methodName } from '../../shared/conversion/describeChanges.ts';
import { encodingName } from '../../shared/simulation/encodingName.ts';
import { readoutName } from '../../shared/simulation/readout.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { stepsOf } from '../../shared/units.ts';
import { ranges, type RawSettings } from './flags.ts';
import { catchInterrupt } from './interrupt.ts';
import type { Output } from './output.ts';
import { createProgressBar } from './progressBar.ts';
import { withEngine } from './session.ts';
import { completeSettings, parseAxes, parseDataRequest, parseWorkers } from './settings.ts';
import { parseNumbers } from './values.ts';

export interface DiagnoseOptions {
  readonly raw: RawSettings;
  /** Times in ms as typed; null: a sixteenth, a quarter and all of the duration. */
  readonly at: string | null;
  readonly asJson: boolean;
}

/** Samples that are looked at where --limit does not say. */
const usualSamples = 200;

/** `diagnose MODEL --data DATA`: what one setting loses, layer by layer, and why. Throws Problems. */
export async function diagnose(model: string, { raw, at, asJson }: DiagnoseOptions, output: Output): Promise<void> {
  const asked = parseDataRequest(raw);
  const request = { ...asked, limit: asked.limit ?? usualSamples };
  const axes = parseAxes(raw, 'run');
  const workers = parseWorkers(raw);
  const times = at === null ? spread(axes.durations[0]!) : parseNumbers('--at', at, ranges.duration);
  const steps = [...new Set(times.map((time) => Math.max(1, stepsOf(time, axes.timeStep))))].toSorted((a, b) => a - b);
  const { signal, release } = catchInterrupt();
  const bar = createProgressBar(process.stderr);
  try {
    await withEngine(workers, async (engine) => {
      const files = await engine.open(model, request);
      if (files.labels === null) throw new WorkbenchError({ area: 'dataset', kind: 'noLabels', file: request.path });
      const settings = completeSettings({ ...axes, durations: [steps.at(-1)! * axes.timeStep] }, files);
      const [simulation] = planSweep(settings).simulations;
      const found = await engine.diagnose(
        {
          settings,
          simulation: simulation!,
          calibration: null,
          readout: settings.readouts[0]!,
          times: steps,
          samples: settings.data.count,
        },
        { signal, onProgress: bar.update },
      );
      bar.clear();
      output.print(asJson ? JSON.stringify(summary(settings, found)) : describe(settings, found));
    });
  } finally {
    bar.clear();
    release();
  }
}

function spread(duration: number): readonly number[] {
  return [duration / 16, duration / 4, duration].map((time) => Math.max(1, Math.round(time)));
}

/** The contract of `diagnose --json`. Shares are fractions, times are in ms. */
function summary({ timeStep, readouts, presets, changes, encodings }: SweepSettings, found: Diagnosis) {
  const time = stepTimes(found.times.at(-1)!, timeStep);
  return {
    setting: methodName({ preset: presets[0]!, changes: changes[0]! }),
    encoding: encodingName(encodings[0]!),
    readout: readoutName(readouts[0]!),
    samples: found.samples,
    times: found.times.map((step) => time[step - 1]!),
    accuracy: found.accuracy,
    analogAccuracy: found.analogAccuracy,
    costliest: costliestLayer(found)?.name ?? null,
    advice: adviceOf(found),
    layers: found.layers,
  };
}

function describe(settings: SweepSettings, found: Diagnosis): string {
  const { timeStep, readouts, presets, changes, encodings } = settings;
  const { times, layers, samples, accuracy } = found;
  const time = stepTimes(times.at(-1)!, timeStep);
  // Adding 0 makes a rounded −0 a plain one.
  const percent = (share: number): string => (Math.round(1000 * share) / 10 + 0).toFixed(1);
  const parts = presentParts(found);
  const tables = times.map((step, t) => {
    const column = (head: readonly string[], cell: (layer: (typeof layers)[number]) => string) => ({
      head,
      align: 'right' as const,
      cells: layers.map(cell),
    });
    const table = textTable([
      { head: ['layer'], align: 'left', cells: layers.map(({ name }) => name) },
      column(['correlation'], ({ moments }) => moments[t]!.correlation?.toFixed(4) ?? '–'),
      column(['error', '(%)'], ({ moments }) => (moments[t]!.error === null ? '–' : percent(moments[t]!.error))),
      ...parts.map((part) =>
        column([partTitles[part].toLowerCase(), '(% of error²)'], ({ moments }) => percent(moments[t]!.shares[part])),
      ),
      column(['silent', '(%)'], ({ moments }) => percent(moments[t]!.silent)),
      column(['inactive', '(%)'], ({ moments }) => percent(moments[t]!.inactive)),
      column(['saturated', '(%)'], ({ moments }) => percent(moments[t]!.saturated)),
      column(['accuracy, analog', 'up to here (%)'], ({ moments }) => percent(moments[t]!.accuracyFromHere.value)),
      column(['cost, 95 % interval', '(points)'], ({ moments }) => {
        const { value, low, high } = moments[t]!.cost;
        return `${percent(value)} (${percent(low)} to ${percent(high)})`;
      }),
    ]);
    return `After ${time[step - 1]} ms: accuracy ${percent(accuracy[t]!.value)} %\n${table}`;
  });
  return [
    `${methodName({ preset: presets[0]!, changes: changes[0]! })}, ${encodingName(encodings[0]!)}, ${readoutName(readouts[0]!)}, ${samples} samples; analog accuracy ${percent(found.analogAccuracy.value)} %\n`,
    ...tables,
    ...parts.map((part) => `${partTitles[part]}: ${partHelp[part]}`),
    '',
    ...adviceOf(found),
  ].join('\n');
}
