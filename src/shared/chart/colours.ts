import type { ChartStyle } from './theme.ts';

/** Colours for values in order: the palette's, or, for more values than it has, evenly along the ramp. */
export function coloursFor(count: number, { palette, ramp }: ChartStyle): string[] {
  if (count <= palette.length) return palette.slice(0, count);
  return Array.from({ length: count }, (_, i) => between(ramp, i / (count - 1)));
}

/** The colour of a share from 0 to 1, from little to much. */
export function intensityColour(share: number, { intensity }: ChartStyle): string {
  return between(intensity, Math.max(0, Math.min(1, share)));
}

/** Black or white: what reads better on a colour, by relative luminance (WCAG 2). */
export function readableOn(colour: string): string {
  const [red, green, blue] = channelsOf(colour).map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! > 0.179 ? '#000000' : '#ffffff';
}

/** The colour at a position from 0 to 1 of a piecewise linear ramp of `#rrggbb` colours. */
function between(ramp: readonly string[], position: number): string {
  const at = position * (ramp.length - 1);
  const below = Math.min(Math.floor(at), ramp.length - 2);
  const low = channelsOf(ramp[below]!);
  const high = channelsOf(ramp[below + 1]!);
  const mixed = low.map((value, c) => Math.round(value + (high[c]! - value) * (at - below)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
