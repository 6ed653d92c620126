/** [x, y] in a box of one by one, y downwards. A point written twice is a corner; all others are passed in a smooth curve. */
export type Point = readonly [x: number, y: number];

/** A way of writing a digit: the strokes of the pen, in order. */
export type Skeleton = readonly (readonly Point[])[];

/**
 * [digit][variant]: the ways of writing that our digits begin with, drawn by hand for this purpose. Points in hundredths of the box, a slash
 * where the pen is lifted.
 */
const drawings: readonly (readonly string[])[] = [
  [
    // Closed oval, begun at the top.
    '55,0 15,20 5,55 30,95 65,95 92,55 85,18 52,0',
    // Begun at the right, the end crossing the beginning.
    '75,8 40,2 8,40 20,88 55,100 90,70 88,25 60,2 40,12',
    // Narrow.
    '50,0 25,30 22,70 45,100 70,75 75,30 52,0',
    // Not quite closed.
    '45,5 10,35 12,75 45,100 85,75 88,30 68,3',
  ],
  [
    '50,0 50,50 50,100',
    '58,0 52,50 42,100',
    // With an upstroke.
    '25,25 55,0 55,0 54,50 54,100',
    // With upstroke and foot.
    '28,22 52,0 52,0 52,100 / 22,100 82,98',
  ],
  [
    // Round top, straight foot.
    '12,28 30,3 70,3 82,30 50,68 10,98 10,98 50,96 92,97',
    // With a loop at the foot.
    '15,20 45,0 78,20 62,60 25,95 10,85 28,76 60,92 95,92',
    // Swan-necked.
    '20,18 50,0 80,20 68,52 15,100 15,100 45,90 70,100 95,90',
    // Angular, as a z.
    '15,8 50,3 82,10 80,22 12,95 12,95 90,95',
  ],
  [
    '15,12 50,0 80,20 62,43 38,48 68,52 88,75 55,100 10,88',
    // The bowls meet in a corner.
    '18,10 60,2 78,22 35,46 35,46 82,60 75,92 40,100 10,90',
    // Flat top.
    '15,3 82,3 82,3 45,40 45,40 82,55 80,88 45,100 12,88',
    // With a small loop in the middle.
    '20,15 52,2 80,20 55,46 36,50 42,42 75,55 82,80 50,100 15,92',
  ],
  [
    // Open top.
    '20,5 10,50 12,58 12,58 50,57 88,52 / 75,5 70,50 64,100',
    // Closed top.
    '68,100 68,2 68,2 8,68 8,68 92,68',
    // Written as one bow and a stem.
    '25,0 15,35 30,55 62,50 80,10 80,10 72,60 66,100',
    // Upright strokes, low bar.
    '30,0 8,62 8,62 95,62 / 62,30 62,100',
  ],
  [
    '82,3 25,4 25,4 18,45 18,45 55,38 86,62 65,96 12,93',
    // Bar written last.
    '25,5 20,42 20,42 60,40 84,68 55,100 12,88 / 24,5 88,2',
    // Round, nearly an S.
    '82,5 45,4 22,20 35,42 72,52 82,80 50,100 12,90',
    // Tall stem, small bowl.
    '90,8 35,0 35,0 22,55 22,55 60,52 72,78 45,100 10,94',
  ],
  [
    '70,2 35,25 12,65 30,98 70,95 82,68 55,50 20,68',
    // Straight stem.
    '45,0 25,40 15,75 40,100 75,85 70,58 42,56 18,78',
    // Wide bowl, bent stem.
    '85,10 55,0 20,30 10,72 40,100 82,85 80,55 45,46 14,62',
    // Narrow loop closed within itself.
    '60,0 28,40 18,80 38,100 62,85 58,62 36,62 24,85',
  ],
  [
    '10,5 88,4 88,4 60,50 42,100',
    // Crossed.
    '10,6 86,3 86,3 58,50 40,100 / 30,50 82,48',
    // With a serif and a bent stem.
    '12,22 14,6 14,6 50,8 86,2 86,2 55,40 45,100',
    // Wavy bar.
    '8,15 30,2 55,10 85,3 85,3 70,35 50,65 48,100',
  ],
  [
    // One stroke.
    '72,12 40,0 20,20 50,46 82,75 50,100 15,78 48,48 78,22 70,8',
    // Two circles.
    '50,0 22,12 28,40 55,46 78,30 70,6 48,0 / 50,46 14,65 25,96 65,99 86,75 70,50 50,46',
    // Begun in the middle.
    '50,50 20,30 35,2 70,6 70,35 30,62 20,88 50,100 78,82 68,60 48,48',
    // Open at the top right.
    '85,5 50,2 22,20 50,45 75,72 50,100 22,80 50,50 88,15',
  ],
  [
    '82,20 50,2 18,25 35,52 72,42 84,18 84,18 78,60 70,100',
    // Curved tail.
    '78,12 42,0 15,25 38,50 75,38 82,15 82,50 65,92 25,98',
    // Closed circle, straight stem.
    '75,10 40,2 20,28 45,50 76,30 74,8 74,8 72,55 72,100',
    // Flowing, begun at the stem.
    '70,25 52,5 25,12 22,38 48,44 72,20 68,60 45,100',
  ],
];

/** [digit][variant]. */
export const digitSkeletons: readonly (readonly Skeleton[])[] = drawings.map((variants) => variants.map(parseSkeleton));

function parseSkeleton(drawing: string): Skeleton {
  return drawing.split(' / ').map((stroke) => stroke.split(' ').map(parsePoint));
}

function parsePoint(text: string): Point {
  const [x = 0, y = 0] = text.split(',').map(Number);
  return [x / 100, y / 100];
}
