import { textTable } from '../../shared/export/textTable.ts';
import { methodName } from '../../shared/conversion/describeChanges.ts';
import { encodingName } from '../../shared/simulation/encodingName.ts';
import type { EngineAgreement } from '../../shared/simulation/engineAgreement.ts';
import { readoutName } from '../../shared/simulation/readout.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import type { RawSettings } from './flags.ts';
import { catchInterrupt } from './interrupt.ts';
import type { Output } from './output.ts';
import { createProgressBar } from './progressBar.ts';
import { withEngine } from './session.ts';
import { completeSettings, parseAxes, parseDataRequest, parseWorkers } from './settings.ts';

export interface VerifyOptions {
  readonly raw: RawSettings;
  readonly asJson: boolean;
}

/** Samples that are compared where --limit does not say: the reference is slow. */
const usualSamples = 20;

/** `verify MODEL --data DATA`: the same samples on every engine of this machine, spike by spike. Throws Problems. */
export async function verify(model: string, { raw, asJson }: VerifyOptions, output: Output): Promise<void> {
  const asked = parseDataRequest(raw);
  const axes = parseAxes(raw, 'run');
  const workers = parseWorkers(raw);
  const { signal, release } = catchInterrupt();
  const bar = createProgressBar(process.stderr);
  try {
    await withEngine(workers, async (engine) => {
      const files = await engine.open(model, { ...asked, limit: asked.limit ?? usualSamples });
      const settings = completeSettings(axes, files);
      const plan = planSweep(settings);
      const request = { settings, simulation: plan.simulations[0]!, steps: plan.steps };
      const agreements = await engine.verify(request, { signal, onProgress: bar.update });
      bar.clear();
      output.print(asJson ? JSON.stringify(summary(settings, agreements)) : describe(settings, agreements));
    });
  } finally {
    bar.clear();
    release();
  }
}

/** The contract of `verify --json`. Steps and neurons count from 0, times are in ms. */
function summary(
  { presets, changes, encodings, readouts, data }: SweepSettings,
  agreements: readonly EngineAgreement[],
) {
  return {
    setting: methodName({ preset: presets[0]!, changes: changes[0]! }),
    encoding: encodingName(encodings[0]!),
    readout: readoutName(readouts[0]!),
    samples: data.count,
    engines: agreements.map(({ changedPredictions, ...agreement }) => ({
      ...agreement,
      differingShare: shareOf(agreement),
      changedPredictions: changedPredictions[0]!,
    })),
  };
}

function shareOf({ populations }: Pick<EngineAgreement, 'populations'>): number {
  const sum = (count: (population: EngineAgreement['populations'][number]) => number): number =>
    populations.reduce((total, population) => total + count(population), 0);
  return (
    sum(({ differing }) => differing) /
    Math.max(
      1,
      sum(({ spikes }) => spikes),
    )
  );
}

function describe(settings: SweepSettings, agreements: readonly EngineAgreement[]): string {
  const { presets, changes, encodings, data } = settings;
  const head = `${methodName({ preset: presets[0]!, changes: changes[0]! })}, ${encodingName(encodings[0]!)}, ${data.count} samples, against the reference engine`;
  return [head, ...agreements.map(describeAgreement)].join('\n\n');
}

function describeAgreement(agreement: EngineAgreement): string {
  const { engine, samples, populations, potentialDifference, changedPredictions } = agreement;
  const right = (headLines: readonly string[], cells: readonly string[]) =>
    ({ head: headLines, align: 'right', cells }) as const;
  const table = textTable([
    { head: ['layer'], align: 'left', cells: populations.map(({ name }) => name) },
    right(
      ['spikes'],
      populations.map(({ spikes }) => String(spikes)),
    ),
    right(
      ['differing'],
      populations.map(({ differing }) => String(differing)),
    ),
    {
      head: ['first difference'],
      align: 'left',
      cells: populations.map(({ first }) =>
        first === null ? '–' : `sample ${first.sample}, step ${first.step}, neuron ${first.neuron}`,
      ),
    },
  ]);
  const time = `${(agreement.milliseconds / samples).toFixed(1)} ms a sample, the reference ${(agreement.referenceMilliseconds / samples).toFixed(1)} ms`;
  const changed = changedPredictions[0]!;
  const words = changed === 0 ? 'no prediction changes' : `${changed} of ${samples} predictions change`;
  return `${engine}: ${shareOf(agreement).toExponential(1)} of the spikes differ, ${words}, potentials differ by at most ${potentialDifference.toExponential(1)}; ${time}\n${table}`;
}
