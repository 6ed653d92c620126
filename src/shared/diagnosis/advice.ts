import { type Diagnosis, type LayerDiagnosis, type LayerMomentDiagnosis, mainPart } from './summarise.ts';

/** What weighs most, and what to try, in sentences: the costliest layer first. */
export function adviceOf(diagnosis: Diagnosis): string[] {
  const { layers, times, accuracy, analogAccuracy, samples } = diagnosis;
  const end = times.length - 1;
  const lost = analogAccuracy.value - accuracy[end]!.value;
  const sentences = [
    lost <= 0
      ? `After ${times[end]} steps the accuracy is ${percent(accuracy[end]!.value)} %, the analog network's ${percent(analogAccuracy.value)} %: nothing is lost.`
      : `After ${times[end]} steps ${percent(lost)} points of accuracy are lost: ${percent(accuracy[end]!.value)} % against ${percent(analogAccuracy.value)} %.`,
  ];
  const costly = costliestLayer(diagnosis);
  if (costly !== null) {
    const { cost } = costly.moments[end]!;
    sentences.push(
      `Layer "${costly.name}" costs most: its spikes take ${percent(cost.value)} points (95 % interval ${percent(cost.low)} to ${percent(cost.high)}).`,
    );
  } else if (lost > 0) {
    sentences.push(`No single layer costs more than chance on ${samples} samples could.`);
  }
  if (diagnosis.declinesFrom !== null) {
    const then = diagnosis.declinesFrom;
    sentences.push(
      `The accuracy falls with time, from ${percent(accuracy[then]!.value)} % after ${times[then]} steps, by more than chance: stop there, or look for saturated layers and for corrections made for fewer steps.`,
    );
  }
  const worst = costly ?? largestOwnError(layers, end);
  if (worst !== null) sentences.push(...layerAdvice(worst, end));
  for (const layer of layers) {
    if (layer === worst) continue;
    const moment = layer.moments[end]!;
    if (moment.silent === 1) sentences.push(silentWords(layer));
    else if (moment.saturated > 0.02 && moment.sizes.clipping > moment.sizes.quantisation) {
      sentences.push(saturatedWords(layer, moment));
    }
  }
  return sentences;
}

/** The layer whose spikes cost the most accuracy at the end, where that is more than chance: its interval leaves out 0. */
export function costliestLayer({ layers, times }: Diagnosis): LayerDiagnosis | null {
  const end = times.length - 1;
  const costing = layers.filter(({ moments }) => moments[end]!.cost.low > 0);
  return costing.reduce<LayerDiagnosis | null>(
    (most, layer) => (most === null || layer.moments[end]!.cost.value > most.moments[end]!.cost.value ? layer : most),
    null,
  );
}

/** The layer that adds the largest error of its own; null where all are exact. */
function largestOwnError(layers: readonly LayerDiagnosis[], end: number): LayerDiagnosis | null {
  const own = (layer: LayerDiagnosis): number => {
    const moment = layer.moments[end]!;
    const part = mainPart(moment);
    return part === null ? 0 : moment.sizes[part];
  };
  const most = layers.reduce<LayerDiagnosis | null>(
    (worst, layer) => (worst === null || own(layer) > own(worst) ? layer : worst),
    null,
  );
  return most === null || own(most) < 0.01 ? null : most;
}

/** Why a layer's rates are off, and what helps against that. */
function layerAdvice(layer: LayerDiagnosis, end: number): string[] {
  const moment = layer.moments[end]!;
  if (layer.kind !== 'input' && layer.kind !== 'output' && moment.silent === 1) return [silentWords(layer)];
  const part = mainPart(moment);
  if (part === null) return [];
  const size = `${percent(moment.sizes[part])} % of its activations (root mean square)`;
  switch (part) {
    case 'clipping':
      return [saturatedWords(layer, moment)];
    case 'reset':
      return [
        `Layer "${layer.name}" loses charge at its resets, leak or refractory period, ${size}: reset by subtraction, without a leak.`,
      ];
    case 'quantisation':
      return [
        `Layer "${layer.name}" has too few steps for its values, ${size}: simulate longer (twice the steps, half of it), start at half a threshold, or lower the percentile or the threshold factor.`,
      ];
    case 'arrival':
      return [arrivalWords(layer, size)];
  }
}

function arrivalWords({ name, kind }: LayerDiagnosis, size: string): string {
  switch (kind) {
    case 'input':
      return `The encoding of the input varies by ${size}: simulate longer, or use constant-current, which has no noise.`;
    case 'maximum':
      return `Max pooling "${name}" passes on other spikes than those of the largest activation, ${size}: telescoped pooling is exact in the limit.`;
    case 'neurons':
    case 'output':
      return `What reaches layer "${name}" comes late or unevenly, ${size}: correct the start potentials (preset calibrated), delay the readout, or let neurons take spikes back (signed).`;
  }
}

function saturatedWords({ name }: LayerDiagnosis, { saturated, clipped, sizes }: LayerMomentDiagnosis): string {
  const share =
    saturated > 0
      ? `saturated in ${percent(saturated)} % of its neurons`
      : `clipped in ${percent(clipped)} % of its neurons`;
  return `Layer "${name}" is ${share}, which costs ${percent(sizes.clipping)} % of its activations: raise the percentile or the threshold factor.`;
}

function silentWords({ name }: LayerDiagnosis): string {
  return `Layer "${name}" has not spiked at all: simulate longer, start at half a threshold, or lower the threshold factor.`;
}

function percent(share: number): string {
  return (100 * share).toFixed(2);
}
