import { type LayerActivations, overChannels } from './activations.ts';
import type { Unit } from './folded.ts';
import { valueAtRank } from './percentile.ts';

/** Scales of a layer, one or one per channel: what a spike in every step stands for, in units of the model. 0 where nothing was active. */
export type Scales = Float32Array;

/**
 * The smallest activation that at least `percentile` % of all activations do not exceed (nearest rank), zeros and negative values included
 * (Rueckauer et al. 2017, section 2.2.1; SNN Toolbox takes the non-zero values only). 100 is the maximum.
 */
export function percentileScales(
  activations: LayerActivations,
  percentile: number,
  granularity: 'layer' | 'channel',
): Scales {
  const { countPerChannel, positive } = granularity === 'layer' ? overChannels(activations) : activations;
  return Float32Array.from(positive, (values) => {
    const rankFromTop = countPerChannel - Math.max(1, Math.ceil((percentile / 100) * countPerChannel));
    return rankFromTop >= values.length ? 0 : valueAtRank(values.slice(), values.length - 1 - rankFromTop);
  });
}

/** Values that a least-squares search looks at, per scale: evenly spaced ones of a longer list. */
const searchedValues = 20_000;

/**
 * The scale among maximum · (1 − 0.01 i), i = 0 … 94, with the least squared error between an activation and what T steps of spikes can
 * say of it, mean (a − θ/T · floor(clip(a T / θ, 0, T)))² (Li et al. 2021, "A free lunch from ANN", section 4.1). With half a threshold
 * as start potential the spikes round instead of cutting off.
 */
export function leastSquaresScales(
  activations: LayerActivations,
  steps: number,
  granularity: 'layer' | 'channel',
  initialPotential: 'zero' | 'half',
): Scales {
  const { positive } = granularity === 'layer' ? overChannels(activations) : activations;
  const start = initialPotential === 'half' ? 0.5 : 0;
  return Float32Array.from(positive, (values) => {
    const stride = Math.max(1, Math.floor(values.length / searchedValues));
    const looked = values.filter((_, i) => i % stride === 0);
    const maximum = values.reduce((largest, value) => Math.max(largest, value), 0);
    let best = maximum;
    let leastError = Infinity;
    for (let i = 0; i < 95; i++) {
      const scale = maximum * (1 - 0.01 * i);
      let error = 0;
      for (const a of looked) {
        const spikes = Math.min(steps, Math.max(0, Math.floor((a * steps) / scale + start)));
        error += (a - (scale * spikes) / steps) ** 2;
      }
      if (error < leastError) {
        leastError = error;
        best = scale;
      }
    }
    return best;
  });
}

/** The larger of the strongest activation and the strongest weight (Diehl et al. 2015, data-based normalisation). */
export function maximumScales(activations: LayerActivations, unit: Unit, granularity: 'layer' | 'channel'): Scales {
  const strongest = unit.synapses.reduce(
    (most, term) => ('weights' in term ? term.weights.reduce((largest, w) => Math.max(largest, w), most) : most),
    0,
  );
  return percentileScales(activations, 100, granularity).map((scale) => Math.max(scale, strongest));
}
