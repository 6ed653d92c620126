import type { Gpu } from '../../../src/renderer/webgpu/openGpu.ts';
import { threefryText } from '../../../src/renderer/webgpu/poissonInput.ts';
import { threefry } from '../../../src/shared/random.ts';
import type { DrawComparison } from '../pageChecks.ts';
import { runKernel } from './runKernel.ts';

/** Keys and counters at the ends of their range. */
const ends = [0, 1, 2 ** 24 - 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];

/** Draws blocks of Threefry on the device and on the CPU, from random keys and counters and from all ends of their range. */
export async function compareDraws(gpu: Gpu, random: number): Promise<DrawComparison> {
  const inputs: number[] = ends.flatMap((a) =>
    ends.flatMap((b) => ends.flatMap((c) => ends.flatMap((d) => [a, b, c, d]))),
  );
  const drawn = new Uint32Array(2);
  for (let n = 0; n < random; n++) {
    for (const word of [0, 1]) {
      threefry(12345, word, n, 0, drawn);
      inputs.push(...drawn);
    }
  }
  const blocks = inputs.length / 4;
  const found = await runKernel(
    gpu,
    threefryText,
    `let drawn = threefry(input[4u * id], input[4u * id + 1u], input[4u * id + 2u], input[4u * id + 3u]);
  output[2u * id] = drawn.x;
  output[2u * id + 1u] = drawn.y;`,
    Uint32Array.from(inputs),
    blocks,
    2,
  );
  let differing = 0;
  for (let n = 0; n < blocks; n++) {
    threefry(inputs[4 * n]!, inputs[4 * n + 1]!, inputs[4 * n + 2]!, inputs[4 * n + 3]!, drawn);
    if (drawn[0] !== found[2 * n] || drawn[1] !== found[2 * n + 1]) differing++;
  }
  return { blocks, differing, ones: found.reduce((sum, word) => sum + (word >>> 31), 0) };
}
