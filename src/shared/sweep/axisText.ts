import { describeRange, isWithin, type NumberRange, parseNumber } from '../numberRange.ts';

/** The values of an axis, or what the field wants instead, completing "it wants …". */
export type ParsedAxis = { readonly values: readonly number[] } | { readonly wanted: string };

/** Most values of an axis: more is a slip of the finger. */
export const mostAxisValues = 1000;

/**
 * Reads what is typed into the field of an axis: "1", "0.8, 1, 1.2", "0.6 to 1.4 step 0.2" (ends included where the step meets them) or
 * "1 to 1000 log 4" (that many values, evenly spaced by ratio). Parts may be mixed with commas. Values come without repeats, in order.
 */
export function parseAxis(text: string, range: NumberRange): ParsedAxis {
  const values: number[] = [];
  for (const part of text.split(',')) {
    const found = parsePart(part.trim(), range.isWhole);
    if (found === null || values.length + found.length > mostAxisValues) return { wanted: describeAxis(range) };
    values.push(...found);
  }
  return values.every((value) => isWithin(value, range))
    ? { values: [...new Set(values)] }
    : { wanted: describeAxis(range) };
}

function describeAxis(range: NumberRange): string {
  const example = range.isWhole ? '"1, 2, 5" or "10 to 50 step 10"' : '"0.8, 1" or "0.6 to 1.4 step 0.2"';
  return `${describeRange(range)}, or several as ${example}`;
}

function parsePart(part: string, isWhole: boolean): readonly number[] | null {
  const [, from, to, rule, amount] = /^(\S+)\s+to\s+(\S+)\s+(step|log)\s+(\S+)$/i.exec(part) ?? [];
  if (from === undefined) {
    const value = parseNumber(part);
    return value === null ? null : [value];
  }
  const [start, end, size] = [parseNumber(from), parseNumber(to!), parseNumber(amount!)];
  if (start === null || end === null || size === null || size <= 0 || end < start) return null;
  return rule!.toLowerCase() === 'step' ? linearRange(start, end, size) : ratioRange(start, end, size, isWhole);
}

function linearRange(start: number, end: number, step: number): readonly number[] | null {
  const count = Math.floor((end - start) / step + 1e-9) + 1;
  if (count > mostAxisValues) return null;
  return Array.from({ length: count }, (_, i) => rounded(start + i * step));
}

function ratioRange(start: number, end: number, count: number, isWhole: boolean): readonly number[] | null {
  if (start <= 0 || !Number.isInteger(count) || count < 2 || count > mostAxisValues) return null;
  return Array.from({ length: count }, (_, i) => {
    const value = start * (end / start) ** (i / (count - 1));
    return isWhole ? Math.round(value) : Number(value.toPrecision(6));
  });
}

/** Decimal steps stay decimal: 0.8, not 0.8000000000000002. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
