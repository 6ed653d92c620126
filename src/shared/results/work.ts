/** Operations of the analog network for one image; batch normalisation folded into the weights, borders cut off. */
export interface AnalogWork {
  /** Multiplications with an addition each: one for every connection that carries a weight. */
  readonly macs: number;
  /** Additions without a multiplication: cells of average pooling and of merges. */
  readonly additions: number;
}

/** What a converted network costs whatever its spikes are. */
export interface NetworkWork {
  /** Integrate-and-fire neurons, each updated in every step; the output layer counts once. */
  readonly neurons: number;
  /** Connections through which the input arrives as a current instead of spikes: multiplications of the first layer. */
  readonly currentMacs: number;
}
