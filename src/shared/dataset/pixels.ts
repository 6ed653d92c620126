/**
 * Numbers that are all whole and between 0 and 255 as bytes, since that is how 8-bit images look in a table; others as they are. Only
 * zeros and ones are no pixels but flags.
 */
export function pixelsIfWhole(values: Float32Array<ArrayBuffer>): Uint8Array | Float32Array {
  let highest = 0;
  for (const value of values) {
    if (!(value >= 0 && value <= 255 && Number.isInteger(value))) return values;
    if (value > highest) highest = value;
  }
  return highest > 1 ? Uint8Array.from(values) : values;
}
