// What a neuron does at the end of a step, four at a time. Exact: −0, rounding and comparison as in single precision.

/** All ones where the potential passes the threshold. */
// @ts-ignore: decorator
@inline
export function passes(v: v128, threshold: v128, atLeast: i32): v128 {
  return atLeast ? f32x4.ge(v, threshold) : f32x4.gt(v, threshold);
}

// @ts-ignore: decorator
@inline
export function reset(v: v128, fired: v128, threshold: v128, toZero: i32): v128 {
  return toZero ? v128.andnot(v, fired) : f32x4.sub(v, v128.and(fired, threshold));
}
