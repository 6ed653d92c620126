import type { InspectedPopulation, InspectedReadout } from '../api/inspectViews.ts';
import type { Encoding } from '../simulation/encoding.ts';

/** What a readout decides after a step, and whether that is right. */
export function decisionWords(
  { classes, tied }: Pick<InspectedReadout, 'classes' | 'tied'>,
  step: number,
  label: number,
  classNames: readonly string[],
): string {
  const winner = classes[step]!;
  const name = classNames[winner] ?? String(winner);
  const verdict = winner === label ? 'right' : `wrong, the label is ${classNames[label] ?? label}`;
  return `Class ${name}, ${verdict}${tied[step] === true ? ' (tied: the lowest class is taken)' : ''}`;
}

/** Neurons, shape, spikes and mean rate of a population; and whether its raster is thinned. */
export function populationWords({
  neurons,
  shape,
  raster,
}: Pick<InspectedPopulation, 'neurons' | 'shape' | 'raster'>): string {
  const thinned = raster.everyNth === 1 ? '' : `; one neuron in ${raster.everyNth} is drawn`;
  const perNeuron = neurons === 0 ? 0 : raster.spikes / neurons;
  return `${counted(neurons)} neurons (${shape.join(' × ')}), ${counted(raster.spikes)} spikes, ${perNeuron.toFixed(2)} per neuron${thinned}.`;
}

/** Why a population has no spikes to show. */
export function silenceWords(
  { activations, neurons }: Pick<InspectedPopulation, 'activations' | 'neurons'>,
  encoding: Encoding,
): string {
  return activations === null && encoding.kind === 'constantCurrent'
    ? 'does not spike: under constant current the values of the sample go into the first layer as currents.'
    : `fires no spike: none of its ${counted(neurons)} neurons reaches its threshold in this time.`;
}

/** The step after which the decision no longer changes; null where it changes in the last one. */
export function settledStep(classes: readonly number[]): number | null {
  const last = classes.at(-1);
  const changed = classes.findLastIndex((winner) => winner !== last);
  return changed === classes.length - 2 && classes.length > 1 ? null : changed + 1;
}

/** 12,544. */
function counted(count: number): string {
  return count.toLocaleString('en-US');
}
