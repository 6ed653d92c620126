// What the engine lays out in memory for the kernels. Every field is one 32-bit word; `kernels/structs.ts` writes them in this order.

/**
 * The spikes of a population over a block of steps, twice: as bits and as lists of neurons. Row 0 belongs to the last step before the
 * block (silent before the first), row 1 to the block's first step, so that a delay of d steps reads row + 1 − d.
 */
@unmanaged
export class Spikes {
  pixels: i32;
  channels: i32;
  /** Mask words of a pixel: bit c % 32 of word c / 32 is channel c. */
  words: i32;
  /** [row][pixel][word] */
  masks: usize;
  /** [row][pixel + 1]: address of the pixel's first spike in `events`, then the end of the row. */
  starts: usize;
  /** Neurons, ascending in every row. */
  events: usize;
  /** Rows filled after row 0. */
  rows: i32;
  /** The bits of negative spikes, laid out like `masks`; or 0. In `events` their neurons have the uppermost bit set. */
  signs: usize;
  /** Whether neurons may spike several times a step: their lists are written at once, and `masks` means nothing. */
  listed: i32;
}

/** The state of neurons that integrate: [pixel][lane], channels padded to whole vectors with lanes that never fire. */
@unmanaged
export class Neurons {
  spikes: Spikes;
  /** Bytes of a pixel's lanes. */
  pixelBytes: i32;
  potential: usize;
  /** Current of exponential synapses; 0: the current of a step reaches the potential at once. */
  current: usize;
  decay: f32;
  /** Added in every step to whatever the synapses add to: bias (without exponential synapses) and sources of constant current; or 0. */
  constant: usize;
  /** Bytes from pixel to pixel: 0 where all pixels share one row. */
  constantStride: i32;
  /** Added to the potential in every step, where there are exponential synapses; or 0. */
  bias: usize;
  biasStride: i32;
  /** Infinity in lanes that never fire. */
  threshold: usize;
  thresholdStride: i32;
  /** A spike where v − threshold is above it: 0 for v > threshold, the largest negative number for v ≥ threshold. */
  floor: f32;
  /** What a spike leaves of v − threshold: −1, all of its bits; 0, nothing. */
  kept: i32;
  /** −Infinity for none. */
  lowerBound: f32;
  /** Potentials after each step: [step of the sample][pixel][lane]; or 0. */
  record: usize;
}

/** Synapses whose weights a target pixel finds as rows: dense ones and convolutions without groups. */
@unmanaged
export class Rows {
  /** [pixel + 1]: address of the pixel's first `Segment`, then the end. */
  segments: usize;
  /** [tile of 32 channels][row][lane]; the last row of a tile is −0 throughout, which changes no sum. */
  weights: usize;
  tileBytes: i32;
  /** Address in a tile of the row of −0, counted as if all tiles were 32 wide. */
  blank: i32;
  /** Room for the lists of some steps. */
  list: usize;
  /** The next step is listed while the list ends before this. */
  listLimit: usize;
  /** [step]: end of the step's list. */
  ends: usize;
  /** Most spikes of a run of a `Segment`. */
  longestRun: i32;
  /** Bytes from a row to the same row negated, for spikes of −1; 0 where no source has such. */
  negative: i32;
}

/** A run of source pixels whose weight rows follow one another: the row of neuron n lies at n · 128 + shift. */
@unmanaged
export class Segment {
  /** Address in the source's `starts`, for the first step of the block. */
  first: usize;
  rowBytes: i32;
  /** Bytes from the start of the run to its end, in `starts`. */
  length: i32;
  shift: i32;
}

/** Linear synapses of any kind, spike by spike: the runs of targets that a source neuron reaches. */
@unmanaged
export class Fan {
  kind: i32;
  spikes: Spikes;
  /** 0 or 1 step. */
  delay: i32;
  /** [source pixel + 1]: address of its first pair (bytes into the target, bytes into the weights), then the end. */
  pixels: usize;
  /** [source channel]: what it adds to both. */
  channels: usize;
  weights: usize;
  /** Neurons in a run. */
  run: i32;
}

/** What neurons do besides the plain rule. Lists per step have an entry for every step of the sample. */
@unmanaged
export class Code {
  /** 1 for none. */
  leak: f32;
  /** Room for what one synapse adds: [pixel][lane]. */
  part: usize;
  /** Potentials before the step, and the steps that neurons still rest: [pixel][lane]; or 0. */
  before: usize;
  resting: usize;
  refractory: i32;
  /** See codedSpikes.ts. */
  rule: i32;
  /** Most spikes of a burst. */
  limit: f32;
  /** A negative spike needs a potential of −`margin` thresholds or less; all ones where it needs no positive one before it, or 0. */
  margin: f32;
  free: i32;
  once: i32;
  /** Spikes sent, negative ones subtracted: [pixel][lane]; or 0. */
  sent: usize;
  /** Factors of the threshold, and of what a spike takes, both per step; or 0. */
  thresholds: usize;
  resets: usize;
  /** Factors of the bias current per step; or 0. */
  biases: usize;
}

/** One synapse of neurons with a `Code`. */
@unmanaged
export class Arriving {
  /** See coded.ts. */
  kind: i32;
  /** `Fan`, `Traces` or `Rows`; or what a constant current adds at full amplitude: [pixel][lane]. */
  synapse: usize;
  /** What the spikes that arrive in a step stand for: [step of the sample]; or 0. */
  amplitudes: usize;
}

/** Max pooling of spike traces. */
@unmanaged
export class Traces {
  kind: i32;
  spikes: Spikes;
  delay: i32;
  /** [source neuron] */
  trace: usize;
  decay: f32;
  increment: f32;
  /** Constant currents [source neuron] in place of spikes; or 0. */
  values: usize;
  /** [target pixel + 1]: address of the first of the pixel's cells, then the end; a cell is the first byte of a source pixel in `trace`. */
  cells: usize;
}

/** Max pooling that passes spikes on. */
@unmanaged
export class Gate {
  spikes: Spikes;
  source: Spikes;
  delay: i32;
  /** See gate.ts. */
  rule: i32;
  /** [target pixel + 1]: address of the first of the pixel's cells, then the end; a cell is the first byte of a source pixel in a row of masks. */
  cells: usize;
  /** What the rule remembers: [target pixel][word][vector of 4 channels][cell][lane] for spikes so far, see gateRules.ts for others. */
  counts: usize;
  /** For sources that are listed: spikes in the step [source pixel][lane], largest sums before it [target pixel][lane]. */
  arrived: usize;
  before: usize;
}

/** Wires from one source. */
@unmanaged
export class Wires {
  spikes: Spikes;
  source: Spikes;
  /** [source neuron + 1]: address of the first of its targets, then the end; a target is a byte offset of a mask word and a bit. */
  targets: usize;
}
