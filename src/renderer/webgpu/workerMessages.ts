import type { GpuReplies } from '../../shared/api/gpuWork.ts';

/** From the GPU's worker to its page, which alone has a way to the host. */
export type FromGpuWorker =
  | { readonly kind: 'ask'; readonly id: number; readonly method: keyof GpuReplies; readonly params: unknown }
  | { readonly kind: 'takeBack'; readonly id: number }
  /** Null: the GPU is offered. */
  | { readonly kind: 'state'; readonly name: string | null; readonly reason: string | null };

/** The page's answers. */
export type ToGpuWorker =
  | { readonly kind: 'answer'; readonly id: number; readonly reply: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
