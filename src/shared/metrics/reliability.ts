/** How far confidence is from accuracy among samples of like confidence. */
export interface Reliability {
  /** Σ over bins of share of samples · |accuracy − mean confidence|, as a fraction: 0 where confidence can be taken at its word. */
  readonly expectedCalibrationError: number;
  /** Bins of equal width that hold samples, from low to high confidence. */
  readonly bins: readonly ReliabilityBin[];
}

export interface ReliabilityBin {
  readonly samples: number;
  readonly confidence: number;
  readonly accuracy: number;
}

/** In fifteen bins (Guo et al. 2017, "On calibration of modern neural networks", equation 3); lists are by sample. */
export function measureReliability(confidences: ArrayLike<number>, isRight: (sample: number) => boolean): Reliability {
  const bins = Array.from({ length: 15 }, () => ({ samples: 0, confidence: 0, right: 0 }));
  for (let sample = 0; sample < confidences.length; sample++) {
    const confidence = confidences[sample]!;
    const bin = bins[Math.min(bins.length - 1, Math.floor(confidence * bins.length))]!;
    bin.samples++;
    bin.confidence += confidence;
    if (isRight(sample)) bin.right++;
  }
  const filled = bins
    .filter(({ samples }) => samples > 0)
    .map(({ samples, confidence, right }) => ({
      samples,
      confidence: confidence / samples,
      accuracy: right / samples,
    }));
  return {
    expectedCalibrationError: filled.reduce(
      (sum, { samples, confidence, accuracy }) =>
        sum + (samples * Math.abs(accuracy - confidence)) / confidences.length,
      0,
    ),
    bins: filled,
  };
}
