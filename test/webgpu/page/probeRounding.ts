import type { Gpu } from '../../../src/renderer/webgpu/openGpu.ts';
import { uniform } from '../../../src/shared/random.ts';
import type { Rounding } from '../pageChecks.ts';
import { runKernel } from './runKernel.ts';

const divisions = 4096;

/** What a device makes of the numbers that WGSL leaves to it; everything is loaded, so that no compiler works it out before. */
export async function probeRounding(gpu: Gpu): Promise<Rounding> {
  // (1 + 2^-12)^2 - (1 + 2^-11): 2^-24 when it is rounded once, 0 when product and sum are rounded each.
  const numbers = Float32Array.of(1 + 2 ** -12, 1 + 2 ** -12, -(1 + 2 ** -11), 2 ** -126, 0.5, 2 ** -127, 0);
  const [fused, product, sum] = floats(
    await runKernel(
      gpu,
      '',
      `output[0] = bitcast<u32>(at(0u) * at(1u) + at(2u));
  output[1] = bitcast<u32>(at(3u) * at(4u));
  output[2] = bitcast<u32>(at(5u) + at(6u));`.replaceAll(/at\((\du)\)/g, 'bitcast<f32>(input[$1])'),
      words(numbers),
      1,
      3,
    ),
  );
  const pairs = Float32Array.from({ length: 2 * divisions }, (_, n) => 0.01 + 4 * uniform('drawing', 5, 0, 0, n));
  const quotients = floats(
    await runKernel(
      gpu,
      '',
      'output[id] = bitcast<u32>(bitcast<f32>(input[2u * id]) / bitcast<f32>(input[2u * id + 1u]));',
      words(pairs),
      divisions,
      1,
    ),
  );
  return {
    fuses: fused !== 0,
    flushesDenormals: product === 0 || sum === 0,
    divisions,
    inexactDivisions: quotients.filter((quotient, n) => quotient !== Math.fround(pairs[2 * n]! / pairs[2 * n + 1]!))
      .length,
  };
}

function words(numbers: Float32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  return new Uint32Array(numbers.buffer);
}

function floats(numbers: Uint32Array): Float32Array {
  return new Float32Array(numbers.buffer, numbers.byteOffset, numbers.length);
}
