/** What numbers a field takes. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
  /** Whether `least` itself is too small. */
  readonly isOpen: boolean;
  readonly isWhole: boolean;
}

/** The one value of a field that is no axis. */
export function parseValue(text: string, range: NumberRange): { readonly value: number } | { readonly wanted: string } {
  const value = parseNumber(text.trim());
  return value !== null && isWithin(value, range) ? { value } : { wanted: describeRange(range) };
}

/** "a whole number from 1 to 100", "a number above 0 and up to 10". */
export function describeRange({ least, most, isOpen, isWhole }: NumberRange): string {
  const kind = isWhole ? 'a whole number' : 'a number';
  return isOpen ? `${kind} above ${least} and up to ${most}` : `${kind} from ${least} to ${most}`;
}

/** A number in decimal or exponent notation; null for anything else. */
export function parseNumber(text: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}

/** Whether a range holds a value. */
export function isWithin(value: number, { least, most, isOpen, isWhole }: NumberRange): boolean {
  return (isOpen ? value > least : value >= least) && value <= most && (!isWhole || Number.isInteger(value));
}
