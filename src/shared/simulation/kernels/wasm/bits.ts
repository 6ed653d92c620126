/** [four bits][lane]: all ones in the lanes whose bit is set. */
const lanesOfBits = memory.data<u32>([
  0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 0, 0, -1, -1, 0, 0, 0, 0, -1, 0, -1, 0, -1, 0, 0, -1, -1, 0, -1, -1, -1, 0, 0, 0, 0,
  -1, -1, 0, 0, -1, 0, -1, 0, -1, -1, -1, 0, -1, 0, 0, -1, -1, -1, 0, -1, -1, 0, -1, -1, -1, -1, -1, -1, -1,
]);

/** All ones in the lanes of the vector's channels that spiked. */
// @ts-ignore: decorator
@inline
export function lanesOf(word: u32, vector: i32): v128 {
  return v128.load(lanesOfBits + ((((word >> ((<u32>vector) << 2)) & 15) << 4) as usize));
}
