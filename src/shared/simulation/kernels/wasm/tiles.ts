// The widest tile, 32 channels, fills eight vectors. The type parameter of `addRows` carries a tile's width, since the compiler drops the
// branches that `sizeof` decides: the size of the type is the number of vectors.
export type Tile32 = u64;
export type Tile16 = u32;
export type Tile8 = u16;
export type Tile4 = u8;

/** Weight rows are listed for a width of 32: how far to shift for this one. */
// @ts-ignore: decorator
@inline
export function rowShift<T>(): usize {
  return sizeof<T>() == 8 ? 0 : sizeof<T>() == 4 ? 1 : sizeof<T>() == 2 ? 2 : 3;
}
