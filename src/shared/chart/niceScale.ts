/** Ends of an axis and the distance of its ticks. */
export interface NiceScale {
  readonly min: number;
  readonly max: number;
  readonly interval: number;
}

/**
 * The tightest scale around `low` to `high` with about `ticks` ticks, at 1, 2 or 5 times a power of ten; 25, 250 and so on too, but not
 * 2.5, which would write decimals beside whole numbers.
 */
export function niceScale(low: number, high: number, ticks: number): NiceScale {
  const rough = Math.max(high - low, 1e-9) / ticks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const interval =
    power * ((power >= 10 ? [1, 2, 2.5, 5] : [1, 2, 5]).find((step) => step * power >= rough * 0.999) ?? 10);
  return {
    min: twelveDigits(Math.floor(low / interval + 1e-9) * interval),
    max: twelveDigits(Math.ceil(high / interval - 1e-9) * interval),
    interval: twelveDigits(interval),
  };
}

/** Without the last bits that multiplying by a decimal interval leaves. */
function twelveDigits(value: number): number {
  return Number(value.toPrecision(12));
}
