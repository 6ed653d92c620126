import { uniform } from '../../src/shared/random.ts';
import { digitSkeletons, type Point, type Skeleton } from './digitStrokes.ts';

export const imageSize = 28;

/** Random numbers of one image, in the order in which they are asked for. */
interface Draws {
  /** Uniform between the two. */
  between(low: number, high: number): number;
  /** Normally distributed with mean 0. */
  normal(deviation: number): number;
}

/** A pen stroke in pixels: points close together, each with the radius of the line there. */
interface Line {
  readonly points: readonly Point[];
  readonly radii: readonly number[];
}

/** Image number `index` of the series `seed` writes the digit `index` modulo ten: [row][column] from 0 (paper) to 255 (ink). */
export function drawDigit(seed: number, index: number): { readonly label: number; readonly pixels: Uint8Array } {
  const label = index % 10;
  const draws = createDraws(seed, index);
  const variants = digitSkeletons[label]!;
  const skeleton = variants[Math.floor(draws.between(0, variants.length))]!;
  const strokes = deformed(skeleton, draws);
  return { label, pixels: inked(penned(strokes, draws), draws) };
}

function createDraws(seed: number, index: number): Draws {
  let count = 0;
  const next = (): number => uniform('drawing', seed, index, 0, count++);
  return {
    between: (low, high) => low + (high - low) * next(),
    // Box and Muller 1958; 1 - u because u may be 0.
    normal: (deviation) => deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** The skeleton as one hand writes it at one time, in pixels and placed in the image. */
function deformed(skeleton: Skeleton, draws: Draws): readonly (readonly Point[])[] {
  const wobble = draws.between(0.012, 0.05);
  const [height, aspect] = [draws.between(14.5, 21), draws.between(0.5, 0.95)];
  const [slant, turn] = [draws.normal(0.2) + 0.12, draws.normal(0.1)];
  const bend = elastic(draws);
  const written = skeleton.map((stroke) =>
    smooth(unsteady(stroke, wobble, draws)).map(([x, y]): Point => {
      const [across, down] = [(x - 0.5) * aspect * height - (y - 0.5) * slant * height, (y - 0.5) * height];
      return bend(across * Math.cos(turn) - down * Math.sin(turn), across * Math.sin(turn) + down * Math.cos(turn));
    }),
  );
  const [middleX, middleY] = [middleOf(written, 0), middleOf(written, 1)];
  const [shiftX, shiftY] = [draws.normal(0.9), draws.normal(0.9)];
  return written.map((stroke) =>
    stroke.map(([x, y]): Point => [x - middleX + imageSize / 2 + shiftX, y - middleY + imageSize / 2 + shiftY]),
  );
}

/** Moves every point a little; the two points of a corner together, so that it stays one. */
function unsteady(stroke: readonly Point[], wobble: number, draws: Draws): readonly Point[] {
  const moved: Point[] = [];
  for (const [i, [x, y]] of stroke.entries()) {
    const [lastX, lastY] = stroke[i - 1] ?? [NaN, NaN];
    moved.push(x === lastX && y === lastY ? moved[i - 1]! : [x + draws.normal(wobble), y + draws.normal(wobble)]);
  }
  return moved;
}

const stepsBetween = 32;

/** A curve through the points (Catmull and Rom 1974), as short steps. */
function smooth(stroke: readonly Point[]): readonly Point[] {
  const curve: Point[] = [];
  for (let i = 0; i + 1 < stroke.length; i++) {
    const [before, from, to, after] = [
      stroke[i - 1] ?? stroke[i]!,
      stroke[i]!,
      stroke[i + 1]!,
      stroke[i + 2] ?? stroke[i + 1]!,
    ];
    for (let step = 0; step <= stepsBetween; step++) {
      const t = step / stepsBetween;
      const at = (axis: 0 | 1): number => {
        const [a, b, c, d] = [before[axis], from[axis], to[axis], after[axis]];
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
      };
      curve.push([at(0), at(1)]);
    }
  }
  return curve;
}

/** A smooth displacement of the plane by up to some pixels: three waves across each axis. */
function elastic(draws: Draws): (x: number, y: number) => Point {
  const strength = draws.between(0.1, 0.85);
  const waves = Array.from({ length: 6 }, () => {
    const [direction, length, phase] = [
      draws.between(0, Math.PI),
      draws.between(11, 30),
      draws.between(0, 2 * Math.PI),
    ];
    const amplitude = draws.normal(strength);
    const [cos, sin] = [(Math.cos(direction) * 2 * Math.PI) / length, (Math.sin(direction) * 2 * Math.PI) / length];
    return (x: number, y: number): number => amplitude * Math.sin(cos * x + sin * y + phase);
  });
  const sumOf = (some: typeof waves, x: number, y: number): number => some.reduce((sum, wave) => sum + wave(x, y), 0);
  return (x, y) => [x + sumOf(waves.slice(0, 3), x, y), y + sumOf(waves.slice(3), x, y)];
}

function middleOf(strokes: readonly (readonly Point[])[], axis: 0 | 1): number {
  const values = strokes.flatMap((stroke) => stroke.map((point) => point[axis]));
  return (Math.min(...values) + Math.max(...values)) / 2;
}

/** The strokes as a pen draws them: its pressure swells and fades along the line, and its ends may be thin. */
function penned(strokes: readonly (readonly Point[])[], draws: Draws): readonly Line[] {
  const width = draws.between(0.75, 1.75);
  const swell = draws.between(0, 0.3);
  return strokes.map((points) => {
    const [phase, waves] = [draws.between(0, 2 * Math.PI), draws.between(0.5, 2.5)];
    const [thinStart, thinEnd] = [draws.between(0.3, 1.1), draws.between(0.3, 1.1)];
    const radii = points.map((_, i) => {
      const along = i / (points.length - 1);
      const pressure = 1 + swell * Math.sin(phase + along * waves * 2 * Math.PI);
      const ends = Math.min(1, thinStart + along * 5, thinEnd + (1 - along) * 5);
      return width * pressure * ends;
    });
    return { points, radii };
  });
}

/** Ink on paper: a pixel is covered as far as it lies within the line, with a soft edge of one pixel and a little grain. */
function inked(lines: readonly Line[], draws: Draws): Uint8Array {
  const covered = new Float64Array(imageSize * imageSize);
  for (const { points, radii } of lines) {
    points.forEach(([x, y], i) => {
      const radius = radii[i]!;
      const reach = radius + 0.5;
      for (let row = Math.max(0, Math.floor(y - reach)); row <= Math.min(imageSize - 1, y + reach); row++) {
        for (let column = Math.max(0, Math.floor(x - reach)); column <= Math.min(imageSize - 1, x + reach); column++) {
          const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
          const pixel = row * imageSize + column;
          covered[pixel] = Math.max(covered[pixel]!, Math.min(1, reach - distance));
        }
      }
    });
  }
  const [darkness, grain] = [draws.between(0.75, 1.05), draws.between(0, 0.15)];
  return Uint8Array.from(covered, (cover) =>
    cover === 0 ? 0 : inkOf(cover, darkness * (1 - draws.between(0, grain))),
  );
}

/** In sixteen levels, which the eye does not miss and which make the file two fifths smaller. */
function inkOf(cover: number, darkness: number): number {
  return Math.round(Math.min(1, cover * darkness) * 15) * 17;
}
