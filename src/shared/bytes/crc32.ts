const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let word = byte;
  for (let bit = 0; bit < 8; bit++) word = word & 1 ? (word >>> 1) ^ 0xedb88320 : word >>> 1;
  return word;
});

/** CRC-32 of gzip and zip (RFC 1952, section 8). `previous` is the value of the bytes before these. */
export function crc32(bytes: Uint8Array, previous = 0): number {
  let word = ~previous;
  for (let i = 0; i < bytes.length; i++) word = (word >>> 8) ^ table[(word ^ bytes[i]!) & 255]!;
  return ~word >>> 0;
}
