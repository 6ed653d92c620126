import { assertNever } from '../assertNever.ts';
import type { Plain } from './planId.ts';
import { layerValuesText } from '../conversion/layerValues.ts';
import type { Method, Normalisation } from '../conversion/method.ts';

/** The settings that a method looks at, all others left out: two methods that differ in nothing else make the same network. */
export function whatCountsIn(method: Method): Plain {
  const { family, normalisation, thresholdFactor, layerThresholds, calibrationSteps } = method;
  const thresholds = {
    thresholdFactor,
    layerThresholds: layerThresholds === null ? null : layerValuesText(layerThresholds),
  };
  switch (family) {
    case 'annarchy':
      return { family, normalised: normalisation === 'modelBased', ...thresholds };
    case 'rate':
      return whatCountsInRates(method);
    case 'fewSpike':
    case 'firstSpike':
      // Spike-based scales are measured on rates, by neurons with all of their settings.
      if (normalisation === 'spikeBased') return { calibrationSteps, ...whatCountsInRates(method) };
      return { family, ...thresholds, calibrationSteps, ...scales(method) };
    default:
      return assertNever(family);
  }
}

function whatCountsInRates(method: Method): Readonly<Record<string, Plain>> {
  const { layerThresholds, layerDelays } = method;
  const isCalibrated =
    method.correction !== 'none' || method.normalisation === 'leastSquares' || method.normalisation === 'spikeBased';
  return {
    ...method,
    ...scales(method),
    layerThresholds: layerThresholds === null ? null : layerValuesText(layerThresholds),
    layerDelays: layerDelays === null ? null : layerValuesText(layerDelays),
    burstLimit: method.spikes === 'burst' ? method.burstLimit : null,
    calibrationSteps: isCalibrated ? method.calibrationSteps : null,
  };
}

/** What a normalisation looks at. */
function scales({ normalisation, percentile, granularity, initialPotential }: Method): Readonly<Record<string, Plain>> {
  return {
    normalisation,
    percentile: normalisation === 'percentile' || normalisation === 'clip' ? percentile : null,
    granularity: isMeasured(normalisation) ? granularity : null,
    ...(normalisation === 'leastSquares' ? { initialPotential } : {}),
  };
}

/** Whether scales come from activations, which have channels. */
function isMeasured(normalisation: Normalisation): boolean {
  switch (normalisation) {
    case 'none':
    case 'modelBased':
    case 'spikeBased':
      return false;
    case 'maximum':
    case 'percentile':
    case 'leastSquares':
    case 'localBalancing':
    case 'clip':
      return true;
    default:
      return assertNever(normalisation);
  }
}
