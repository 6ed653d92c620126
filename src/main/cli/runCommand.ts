import { confidenceWords } from '../../shared/metrics/confidence.ts';
import { readCourses } from '../../shared/metrics/readCourses.ts';
import { measureReliability } from '../../shared/metrics/reliability.ts';
import { stepTimes } from '../../shared/metrics/curves.ts';
import type { Tally } from '../../shared/metrics/tally.ts';
import { wilsonInterval } from '../../shared/metrics/wilson.ts';
import type { CellRecord, RunRecord } from '../../shared/results/runRecord.ts';
import { encodingName } from '../../shared/simulation/encodingName.ts';
import { readoutName } from '../../shared/simulation/readout.ts';
import { summaryTable } from '../../shared/export/summaryTable.ts';
import { describeCell } from './describeCell.ts';
import type { RawSettings } from './flags.ts';
import { catchInterrupt } from './interrupt.ts';
import type { Output } from './output.ts';
import { createProgressBar } from './progressBar.ts';
import { provenance, withEngine } from './session.ts';
import { completeSettings, parseAxes, parseDataRequest, parseWorkers } from './settings.ts';
import { createStopwatch } from './stopwatch.ts';

export interface RunOptions {
  readonly raw: RawSettings;
  readonly asJson: boolean;
  /** Also the spikes of each sample in each population. */
  readonly perSample: boolean;
}

/** `run MODEL --data DATA`: one setting, and its accuracy at every time step. An abort throws the reason of the signal. */
export async function run(model: string, { raw, asJson, perSample }: RunOptions, output: Output): Promise<void> {
  const request = parseDataRequest(raw);
  const axes = parseAxes(raw, 'run');
  const workers = parseWorkers(raw);
  const { signal, release } = catchInterrupt();
  const bar = createProgressBar(process.stderr);
  const stopwatch = createStopwatch();
  try {
    const { record } = await withEngine(workers, async (engine) => {
      const files = await engine.open(model, request);
      const settings = completeSettings(axes, files);
      return engine.sweep(
        { settings, files, store: null, provenance },
        {
          signal,
          onProgress(progress) {
            stopwatch.note(progress);
            bar.update(progress);
          },
        },
      );
    });
    bar.clear();
    const cell = record.cells[0]!;
    if (cell.tally === null) throw signal.reason; // Nothing is kept of a run, so half of one is none.
    const { engine } = record.provenance;
    const summary = { ...summarise(record, cell, cell.tally), engine, samplesPerSecond: stopwatch.perSecond() };
    const samples = perSample ? { perSample: listSamples(record, cell.tally) } : {};
    if (asJson) return output.print(JSON.stringify({ ...summary, ...samples }));
    output.print(`${summaryTable(record)}\n${describeCell(record, cell, 0)}`);
    output.print(`${summary.samplesPerSecond.toFixed(1)} samples/s on ${workers} workers (${engine})`);
    if (perSample) for (const line of listSamples(record, cell.tally)) output.print(JSON.stringify(line));
  } finally {
    bar.clear();
    release();
  }
}

/** The contract of `run --json`. Accuracies are fractions, times are in ms. */
function summarise(record: RunRecord, cell: CellRecord, tally: Tally) {
  const { settings, analog, labels } = record;
  const confidences = confidencesOf(tally);
  const { correct, agreement, tied, predictions } = tally.readouts[0]!;
  const { count } = tally;
  const interval = wilsonInterval(correct.at(-1)!, count);
  const times = stepTimes(correct.length, settings.timeStep);
  return {
    cell: cell.id,
    preset: cell.preset,
    encoding: encodingName(cell.encoding),
    threshold: cell.threshold,
    readout: readoutName(settings.readouts[0]!),
    seed: cell.seed,
    duration: settings.durations[0]!,
    samples: count,
    accuracy: correct.at(-1)! / count,
    accuracyLow: interval.low,
    accuracyHigh: interval.high,
    analogAccuracy: analog.correct / count,
    agreement: agreement.at(-1)! / count,
    tied: tied.at(-1)! / count,
    curve: correct.map((hits, step) => [times[step]!, hits / count]),
    predictions,
    confidence: confidenceWords(settings.readouts[0]!),
    confidences,
    expectedCalibrationError: measureReliability(confidences, (sample) => predictions[sample] === labels[sample])
      .expectedCalibrationError,
    spikesPerSample: tally.spikes.at(-1)! / count,
    synapticOperationsPerSample: tally.synapticOperations.at(-1)! / count,
    layers: tally.populations.map((name, population) => ({
      name,
      spikesPerSample: tally.populationSpikes.reduce((sum, sample) => sum + sample[population]!, 0) / count,
    })),
    notes: cell.notes,
  };
}

/** How sure the readout is of each sample at the end. */
function confidencesOf({ readouts, count }: Tally): readonly number[] {
  const { courses } = readouts[0]!;
  return courses === null ? [] : [...readCourses(courses, count).confidences];
}

/** One entry per sample; spikes in the order of the layers. */
function listSamples({ settings, labels, analog }: RunRecord, tally: Tally) {
  const { readouts, populationSpikes } = tally;
  const confidences = confidencesOf(tally);
  return populationSpikes.map((spikes, index) => ({
    sample: settings.data.offset + index,
    label: labels[index]!,
    prediction: readouts[0]!.predictions[index]!,
    confidence: confidences[index]!,
    analogPrediction: analog.predictions[index]!,
    spikes,
  }));
}
