/** Everything that can simulate; `simd` does where nothing else is asked for. `webgpu` lives in a window, all others in worker processes. */
export const engineNames = ['simd', 'tensorflow', 'reference', 'webgpu'] as const;
export type EngineName = (typeof engineNames)[number];

/** What settings name: they leave `simd` out, so that it keeps the bytes of records that were written before there was a choice. */
export type NamedEngine = Exclude<EngineName, 'simd'>;

export interface EngineFacts {
  /** As a choice is called. */
  readonly label: string;
  /** What it is, in a sentence without its end. */
  readonly words: string;
  /** How many times longer than `simd` a sample may take, roughly: what deadlines and pieces of work are cut for. docs/bench.md has the figures. */
  readonly slowness: number;
}

export const engines: Readonly<Record<EngineName, EngineFacts>> = {
  simd: { label: 'CPU', words: 'spikes and vector instructions in WebAssembly, on every core', slowness: 1 },
  tensorflow: {
    label: 'TensorFlow',
    words: 'every neuron and weight in every step on tensors of TensorFlow, equal up to rounding: a second opinion',
    slowness: 50,
  },
  reference: {
    label: 'Reference',
    words: 'plain arithmetic that defines what is correct, equal to simd to the bit',
    slowness: 130,
  },
  webgpu: { label: 'GPU', words: 'the graphics processor of a window, by WebGPU', slowness: 1 },
};

/** The engine that settings ask for. */
export function engineOf({ engine }: { readonly engine?: NamedEngine | undefined }): EngineName {
  return engine ?? 'simd';
}

/** Whether an engine takes so much longer than `simd` that pieces of work and deadlines have to be others. */
export function isSlow(engine: EngineName): boolean {
  return engines[engine].slowness >= 10;
}

/** An engine as settings say it, to be spread into them. */
export function engineSetting(engine: EngineName): { readonly engine?: NamedEngine } {
  return engine === 'simd' ? {} : { engine };
}
