import { type GpuParcel, gpuPieceBytes } from '../../shared/api/gpuWork.ts';
import type { AskHost } from './serveGpu.ts';

/** The bytes of a parcel, piece by piece. */
export async function fetchParcel(
  ask: AskHost,
  offer: string,
  { id, bytes }: GpuParcel,
): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(bytes);
  for (let from = 0; from < bytes; from += gpuPieceBytes) {
    const { base64 } = await ask('gpu.bytes', { offer, parcel: id, from });
    const text = atob(base64);
    for (let i = 0; i < text.length; i++) whole[from + i] = text.charCodeAt(i);
  }
  return whole;
}
