/** Numbers as people read them. Pure, so that every view says the same thing the same way. */

/** "1 worker", "2 workers", "1,200 images". */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${numberWords(count)} ${count === 1 ? one : many}`;
}

/** 1,234,567. */
export function numberWords(count: number): string {
  return count.toLocaleString('en-US');
}

/** "83 samples/s". */
export function rateWords(perSecond: number): string {
  return `${perSecond >= 10 ? numberWords(Math.round(perSecond)) : perSecond.toPrecision(2)} samples/s`;
}

/** "41 s", "3 min 20 s", "2 h 5 min". */
export function secondsWords(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return joined(Math.floor(whole / 60), 'min', whole % 60, 's');
  return joined(Math.floor(whole / 3600), 'h', Math.round((whole % 3600) / 60), 'min');
}

/** "96.4 %". */
export function percentWords(share: number, decimals = 1): string {
  return `${(100 * share).toFixed(decimals)} %`;
}

/** "(28, 28, 1)". */
export function shapeWords(shape: readonly number[]): string {
  return shape.join(' × ');
}

/** "612 kB". */
export function bytesWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'] as const;
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length);
  const value = bytes / 1000 ** power;
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[power - 1]}`;
}

/** A number with as many digits as tell it apart: 0.0312, 1.25, 312. */
export function valueWords(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(2);
  return String(Number(value.toPrecision(4)));
}

/** "14:03" today, "2 Nov 2026" before. */
export function momentWords(iso: string, now: Date): string {
  const moment = new Date(iso);
  if (moment.toDateString() === now.toDateString()) return moment.toTimeString().slice(0, 5);
  return moment.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
