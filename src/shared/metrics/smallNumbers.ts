/**
 * Lists of small whole numbers as text: base-64 digits of five bits each, the lowest first, the sixth bit saying that more follow (the
 * "base 64 VLQ" of source maps, without signs). One character for a number below 32, two below 1024. Lists join by joining their texts.
 */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A number from 0 to 2³¹ − 1 as text. */
export function packNumber(value: number): string {
  if (value < 32) return digits[value]!;
  let text = '';
  let rest = value;
  while (rest >= 32) {
    text += digits[32 + (rest & 31)]!;
    rest >>>= 5;
  }
  return text + digits[rest]!;
}

/** Collects numbers; quicker than joining the texts of single ones. */
export interface NumberWriter {
  write(value: number): void;
  text(): string;
}

export function createNumberWriter(): NumberWriter {
  let codes = new Uint8Array(1024);
  let length = 0;
  return {
    write(value) {
      if (length + 8 > codes.length) {
        const more = new Uint8Array(2 * codes.length);
        more.set(codes);
        codes = more;
      }
      let rest = value;
      for (; rest >= 32; rest >>>= 5) codes[length++] = codeOf[32 + (rest & 31)]!;
      codes[length++] = codeOf[rest]!;
    },
    text() {
      const parts: string[] = [];
      for (let at = 0; at < length; at += 4096) {
        parts.push(String.fromCharCode(...codes.subarray(at, Math.min(length, at + 4096))));
      }
      return parts.join('');
    },
  };
}

/** All numbers of a text. Throws a RangeError where a character is none of the digits, or the text ends in the middle of a number. */
export function unpackNumbers(text: string): Uint32Array {
  const numbers = new Uint32Array(text.length);
  let length = 0;
  let value = 0;
  let shift = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = digitOf[text.charCodeAt(at)] ?? 64;
    if (digit > 63 || shift > 30) throw new RangeError(`There is no number at character ${at}.`);
    value += (digit & 31) * 2 ** shift;
    if (digit >= 32) shift += 5;
    else {
      numbers[length++] = value;
      value = 0;
      shift = 0;
    }
  }
  if (shift > 0) throw new RangeError('The text ends in the middle of a number.');
  return numbers.subarray(0, length);
}

/** [digit]. */
const codeOf = Uint8Array.from(digits, (digit) => digit.charCodeAt(0));

/** [character code]; 64 for none. */
const digitOf = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = digits.indexOf(String.fromCharCode(code));
  return digit === -1 ? 64 : digit;
});
