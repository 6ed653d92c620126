import { type GpuParcel, gpuPieceBytes } from '../../shared/api/gpuWork.ts';
import type { AskHost } from './serveGpu.ts';

/** The bytes of a parcel, piece by piece where they did not come along. */
export async function fetchParcel(
  ask: AskHost,
  offer: string,
  { id, bytes, base64: along }: GpuParcel,
): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(bytes);
  if (along !== undefined) decode(along, whole);
  else {
    for (let from = 0; from < bytes; from += gpuPieceBytes) {
      const { base64 } = await ask('gpu.bytes', { offer, parcel: id, from });
      decode(base64, whole.subarray(from));
    }
  }
  return whole;
}

function decode(base64: string, into: Uint8Array): void {
  const text = atob(base64);
  for (let i = 0; i < text.length; i++) into[i] = text.charCodeAt(i);
}
