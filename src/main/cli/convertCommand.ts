import type { OpenedFiles } from '../../shared/api/engineViews.ts';
import { nirReportText, summariseNirReport } from '../../shared/export/nirReportText.ts';
import { wilsonInterval } from '../../shared/metrics/wilson.ts';
import type { WorkbenchCurve } from '../../shared/nir/nirReport.ts';
import { type NirProfile, nirProfiles } from '../../shared/nir/profiles.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { CellRecord, RunRecord } from '../../shared/results/runRecord.ts';
import type { Simulation, SweepSettings } from '../../shared/sweep/plan.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import type { Engine } from '../engine/engine.ts';
import { labelsOf } from '../engine/exportNir.ts';
import { writeFileAtomically } from '../store/files.ts';
import type { RawSettings } from './flags.ts';
import { catchInterrupt } from './interrupt.ts';
import { type Output, percent } from './output.ts';
import { createProgressBar } from './progressBar.ts';
import { provenance, version, withEngine } from './session.ts';
import { completeSettings, parseAxes, parseDataRequest, parseWorkers } from './settings.ts';
import { wrongValue } from './values.ts';

export interface ConvertOptions {
  readonly raw: RawSettings;
  readonly to: string;
  readonly profile: string | null;
  readonly approximate: boolean;
  readonly out: string;
  readonly asJson: boolean;
}

/** `convert MODEL --to nir|keras --out FILE`: the converted network for other programs. */
export async function convert(model: string, options: ConvertOptions, output: Output): Promise<void> {
  switch (options.to) {
    case 'nir':
      return convertToNir(model, options, output);
    case 'keras':
      return convertToKeras(model, options, output);
    default:
      throw wrongValue('--to', options.to, 'nir or keras');
  }
}

async function convertToNir(model: string, options: ConvertOptions, output: Output): Promise<void> {
  const profile = parseProfile(options.profile);
  const request = parseDataRequest(options.raw);
  // What a file can say, unless told otherwise.
  const axes = parseAxes(
    {
      preset: { text: 'nir-hard-reset', label: '--preset' },
      readout: { text: 'spike-count', label: '--readout' },
      ...options.raw,
    },
    'run',
  );
  const [readout] = axes.readouts;
  if (readout!.kind !== 'spikeCount' && readout!.kind !== 'membranePotential') {
    throw wrongValue('--readout', readout!.kind, 'spike-count or membrane-potential, which other programs have too');
  }
  const workers = parseWorkers(options.raw);
  const { signal, release } = catchInterrupt();
  const bar = createProgressBar(process.stderr);
  const watch = { signal, onProgress: bar.update };
  try {
    await withEngine(workers, async (engine) => {
      const files = await engine.open(model, request);
      const labels = labelsOf(files);
      const settings = completeSettings(axes, files);
      const { record } = await engine.sweep({ settings, files, store: null, provenance }, watch);
      const cell = record.cells[0]!;
      // What stands against the conversion is said by the export, in its own words.
      if (cell.tally === null && signal.aborted) throw signal.reason;
      const plan = planSweep(settings);
      const { report, bytes } = await engine.exportNir(
        {
          settings,
          simulation: plan.simulations[cell.simulation]!,
          steps: plan.steps,
          profile,
          output: readout!.kind === 'spikeCount' ? 'spikes' : 'currents',
          approximate: options.approximate,
          analog: record.analog,
          labels,
          version,
        },
        watch,
      );
      bar.clear();
      const workbench = workbenchOf(record, cell);
      if (bytes !== null) await writeFileAtomically(options.out, bytes);
      const file = bytes === null ? null : { path: options.out, bytes: bytes.length };
      output.print(
        options.asJson
          ? JSON.stringify({ ...summariseNirReport(report, workbench), file })
          : nirReportText(report, workbench) + (file === null ? '' : `\n${file.path}: ${file.bytes} bytes\n`),
      );
      if (bytes === null) throw new WorkbenchError({ area: 'nir', kind: 'losses', losses: report.losses });
    });
  } finally {
    bar.clear();
    release();
  }
}

/** What the workbench itself makes of the cell; null where it makes nothing. */
function workbenchOf({ settings }: RunRecord, { preset, tally }: CellRecord): WorkbenchCurve | null {
  if (tally === null) return null;
  const words = `preset ${preset}, as the workbench simulates it`;
  return { words, correct: tally.readouts[0]!.correct, timeStep: settings.timeStep };
}

async function convertToKeras(model: string, { raw, out, asJson }: ConvertOptions, output: Output): Promise<void> {
  const workers = parseWorkers(raw);
  const { signal, release } = catchInterrupt();
  try {
    await withEngine(workers, async (engine) => {
      const files = raw.data === undefined ? null : await engine.open(model, parseDataRequest(raw));
      const reference = files?.model ?? { path: model, sha256: (await engine.describe(model)).sha256 };
      const calibrated = files === null ? null : cellOf(completeSettings(parseAxes(raw, 'run'), files));
      const work = { about: 'writeKeras', model: reference, calibrated } as const;
      const { bytes, notes } = await engine.exportPart(work, { signal });
      await writeFileAtomically(out, bytes);
      const accuracy = files === null ? null : await accuraciesOf(engine, files, out, raw);
      const summary = { file: { path: out, bytes: bytes.length }, notes, accuracy };
      output.print(asJson ? JSON.stringify(summary) : describeKeras(summary));
    });
  } finally {
    release();
  }
}

function cellOf(settings: SweepSettings): { settings: SweepSettings; simulation: Simulation } {
  return { settings, simulation: planSweep(settings).simulations[0]! };
}

interface KerasAccuracy {
  readonly samples: number;
  readonly original: number;
  readonly written: number;
  readonly low: number;
  readonly high: number;
  /** Samples to which both files give the same class. */
  readonly same: number;
}

/** Fractions of the samples that both files classify as labelled; null without labels. */
async function accuraciesOf(
  engine: Engine,
  files: OpenedFiles,
  out: string,
  raw: RawSettings,
): Promise<KerasAccuracy | null> {
  const { labels } = files;
  if (labels === null) return null;
  const evaluate = async ({ model: file, data }: OpenedFiles) =>
    (await engine.evaluate({ model: file, data, withOutputs: false, backend: 'portable' })).predictions;
  const before = await evaluate(files);
  const after = await evaluate(await engine.open(out, parseDataRequest(raw)));
  const correct = (predictions: readonly number[]): number =>
    labels.filter((label, sample) => label === predictions[sample]).length;
  const samples = labels.length;
  return {
    samples,
    original: correct(before) / samples,
    written: correct(after) / samples,
    ...wilsonInterval(correct(after), samples),
    same: before.filter((prediction, sample) => prediction === after[sample]).length,
  };
}

function describeKeras({
  file,
  notes,
  accuracy,
}: {
  readonly file: { readonly path: string; readonly bytes: number };
  readonly notes: readonly string[];
  readonly accuracy: KerasAccuracy | null;
}): string {
  const lines = [...notes];
  if (accuracy !== null) {
    const { samples, original, written, low, high, same } = accuracy;
    lines.push(
      `Analog accuracy on ${samples} samples: ${percent(original)} before, ${percent(written)} from the file (95 % interval ${percent(low)} to ${percent(high)}), the same class on ${same}`,
    );
  }
  return [...lines, `${file.path}: ${file.bytes} bytes`].join('\n');
}

function parseProfile(text: string | null): NirProfile {
  const profile = nirProfiles.find((name) => name === (text ?? 'a').trim().toLowerCase());
  if (profile === undefined)
    throw wrongValue('--profile', text ?? '', 'a (Norse, SpikingJelly, sinabs) or b (snnTorch, SpikingJelly)');
  return profile;
}
