/**
 * A network in the Neuromorphic Intermediate Representation (Pedersen et al. 2024, Nat. Commun. 15:8122), as far as Spikebench writes and
 * reads it: nodes by name and edges between them. Edges into one node add up. Shapes have no batch axis and channels first: (channels,
 * height, width) or (neurons).
 */
export interface NirGraph {
  /** Version of the writer's NIR package. */
  readonly version: string;
  /** In the order of the computation where Spikebench wrote it. */
  readonly nodes: ReadonlyMap<string, NirNode>;
  readonly edges: readonly NirEdge[];
  /** For people: nothing that a reader needs. */
  readonly metadata: Readonly<Record<string, string>>;
}

export type NirEdge = readonly [source: string, target: string];
/** [rows, columns]. */
export type NirPair = readonly [number, number];

export type NirNode = NirPort | NirMatrix | NirConvolution | NirPool | NirFlatten | NirIntegrateAndFire | NirLeaky;

export interface NirPort {
  readonly type: 'Input' | 'Output';
  readonly shape: readonly number[];
}

/** y = weight · x + bias; a Linear node has none. */
export interface NirMatrix {
  readonly type: 'Affine' | 'Linear';
  /** [target][source], row-major. */
  readonly weight: Float32Array;
  readonly targets: number;
  readonly sources: number;
  /** [target]; null for Linear. */
  readonly bias: Float32Array | null;
}

/** Cross-correlation of (channels, height, width). */
export interface NirConvolution {
  readonly type: 'Conv2d';
  /** Of the source, without channels. */
  readonly inputShape: NirPair;
  /** [target channel][source channel within the group][kernel row][kernel column]. */
  readonly weight: Float32Array;
  /** Extents of `weight`. */
  readonly weightShape: readonly [number, number, number, number];
  /** [target channel]. */
  readonly bias: Float32Array;
  readonly stride: NirPair;
  /** On both sides alike. */
  readonly padding: NirPair;
  readonly dilation: NirPair;
  readonly groups: number;
}

export interface NirPool {
  readonly type: 'SumPool2d' | 'AvgPool2d';
  readonly kernelSize: NirPair;
  readonly stride: NirPair;
  readonly padding: NirPair;
}

/** Channels, rows and columns become one axis, in this order. */
export interface NirFlatten {
  readonly type: 'Flatten';
  readonly startDim: number;
  readonly endDim: number;
  readonly inputShape: readonly number[];
}

/** v' = r · I; a spike where v > threshold, then v = reset. */
export interface NirIntegrateAndFire {
  readonly type: 'IF';
  readonly shape: readonly number[];
  /** One for each neuron, like the others. */
  readonly r: Float32Array;
  readonly threshold: Float32Array;
  readonly reset: Float32Array;
}

/** τ · v' = leak − v + r · I; τ in seconds. */
export interface NirLeaky {
  readonly type: 'LIF';
  readonly shape: readonly number[];
  readonly tau: Float32Array;
  readonly r: Float32Array;
  readonly leak: Float32Array;
  readonly threshold: Float32Array;
  readonly reset: Float32Array;
}

export type NirNeurons = NirIntegrateAndFire | NirLeaky;
