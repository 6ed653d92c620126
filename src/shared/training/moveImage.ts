import type { Shape } from '../model/graph.ts';
import { planeOf } from '../model/shapes.ts';
import type { Movement } from './draws.ts';

/** Writes an image [row][column][channel], turned about its middle and shifted, into `into`: bilinear, zero outside. */
export function moveImage(
  image: Float32Array,
  shape: Shape,
  { down, right, turn }: Movement,
  into: Float32Array,
): void {
  const { height, width, channels } = planeOf(shape);
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  const [middleRow, middleColumn] = [(height - 1) / 2, (width - 1) / 2];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      // Where the value of this place comes from: back over the shift, then back over the turn.
      const [y, x] = [row - down - middleRow, column - right - middleColumn];
      const fromRow = middleRow + cosine * y + sine * x;
      const fromColumn = middleColumn - sine * y + cosine * x;
      const [top, left] = [Math.floor(fromRow), Math.floor(fromColumn)];
      const [below, beside] = [fromRow - top, fromColumn - left];
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let corner = 0; corner < 4; corner++) {
          const [r, c] = [top + (corner >> 1), left + (corner & 1)];
          if (r < 0 || r >= height || c < 0 || c >= width) continue;
          const weight = (corner >> 1 ? below : 1 - below) * (corner & 1 ? beside : 1 - beside);
          if (weight > 0) sum += weight * image[(r * width + c) * channels + channel]!;
        }
        into[(row * width + column) * channels + channel] = sum;
      }
    }
  }
}
