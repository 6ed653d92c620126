const signature = [0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0];
const headerLength = 16;

/**
 * Whether a global heap of an HDF5 file, where texts of variable length are kept, has an object that does not fit into it. The HDF5
 * library (2.0) may read such a heap for ever, so it has to be found before. Layout: HDF5 File Format Specification, III.E.
 */
export function hasBrokenHeap(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes.indexOf(0x47); at !== -1; at = bytes.indexOf(0x47, at + 1)) {
    if (signature.every((byte, i) => bytes[at + i] === byte) && isBroken(view, at)) return true;
  }
  return false;
}

function isBroken(view: DataView, start: number): boolean {
  if (start + headerLength > view.byteLength) return true;
  const end = start + Number(view.getBigUint64(start + 8, true));
  if (end > view.byteLength) return true;
  for (let at = start + headerLength; at + headerLength <= end;) {
    const size = Number(view.getBigUint64(at + 8, true));
    // Object 0 is the free space, whose size counts its header; the others are padded to eight bytes.
    const step = view.getUint16(at, true) === 0 ? size : headerLength + Math.ceil(size / 8) * 8;
    if (step < headerLength || at + step > end) return true;
    at += step;
  }
  return false;
}
