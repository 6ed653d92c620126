import type { GpuFaultKind } from '../../../shared/api/gpuWork.ts';

/** Why the GPU did not do a job, in words for people without a stop at the end; `gone`: no window offers one any more. */
export class GpuFault extends Error {
  override readonly name = 'GpuFault';
  constructor(
    readonly kind: GpuFaultKind | 'gone',
    readonly words: string,
  ) {
    super(words);
  }
}
