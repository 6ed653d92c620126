/** Several measurements of one thing. */
export interface Spread {
  readonly count: number;
  readonly mean: number;
  /** Sample standard deviation (n − 1); null for a single measurement. */
  readonly deviation: number | null;
}

/** Mean and standard deviation of at least one value. */
export function spreadOf(values: readonly number[]): Spread {
  const count = values.length;
  const [first] = values;
  // Equal values stay what they are: a sum of 0.8 divided again is not quite 0.8.
  const isConstant = first !== undefined && values.every((value) => value === first);
  const mean = isConstant ? first : values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count, mean, deviation: count < 2 ? null : Math.sqrt(squares / (count - 1)) };
}
