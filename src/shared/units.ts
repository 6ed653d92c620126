/** Branded numbers: a duration cannot be handed where a rate is wanted. */
declare const unit: unique symbol;
type Quantity<Name extends string> = number & { readonly [unit]?: Name };

/** Simulated or synaptic time in milliseconds. */
export type Milliseconds = Quantity<'ms'>;
/** Rate in spikes per second. */
export type Hertz = Quantity<'Hz'>;

/** Number of time steps that cover a duration: the last step may reach past it, as in ANNarchy's `simulate`. */
export function stepsOf(duration: Milliseconds, timeStep: Milliseconds): number {
  return Math.ceil(duration / timeStep - 1e-9);
}
