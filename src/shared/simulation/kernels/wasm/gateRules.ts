import { lanesOf } from './bits';
import { Gate } from './structs';

// Rules of max pooling over spikes that may be negative, for one word of a target pixel over a block. `from`, `to`: the word in the masks of
// the source's and the target's first step.

/** Lanes of 1, −1 and 0: what four channels of a cell sent. */
// @ts-ignore: decorator
@inline
function sentBy(mask: usize, toSigns: usize, vector: i32): v128 {
  const spiked = load<u32>(mask);
  const sent = i32x4.neg(lanesOf(spiked, vector));
  if (!toSigns) return sent;
  return v128.or(sent, lanesOf(spiked & load<u32>(mask + toSigns), vector));
}

/** Sets four channels of the target's spikes: lanes above and below 0. */
// @ts-ignore: decorator
@inline
function send(spikes: v128, to: usize, toSigns: usize, vector: i32): void {
  const shift = (<u32>vector) << 2;
  const zero = i32x4.splat(0);
  const negative = <u32>i32x4.bitmask(spikes) << shift;
  const bits = (<u32>i32x4.bitmask(i32x4.gt_s(spikes, zero)) << shift) | negative;
  store<u32>(to, vector == 0 ? bits : load<u32>(to) | bits);
  if (toSigns) store<u32>(to + toSigns, vector == 0 ? negative : load<u32>(to + toSigns) | negative);
}

/** The spikes of the cell with the largest sum so far, the first of them on a tie. `counts`: [cell][lane]. */
export function passSignedLeader(gate: Gate, from: usize, to: usize, cells: usize, cellsEnd: usize, steps: i32, vector: i32, counts: usize): void {
  const sourceBytes = <usize>((gate.source.pixels * gate.source.words) << 2);
  const targetBytes = <usize>((gate.spikes.pixels * gate.spikes.words) << 2);
  const sourceSigns = gate.source.signs ? gate.source.signs - gate.source.masks : 0;
  const targetSigns = gate.spikes.signs ? gate.spikes.signs - gate.spikes.masks : 0;
  for (let step = 0; step < steps; step++, from += sourceBytes, to += targetBytes) {
    let most = i32x4.splat(i32.MIN_VALUE);
    let passing = i32x4.splat(0);
    let count = counts;
    for (let cell = cells; cell < cellsEnd; cell += 4, count += 16) {
      const sent = sentBy(from + load<usize>(cell), sourceSigns, vector);
      const now = i32x4.add(v128.load(count), sent);
      v128.store(count, now);
      const leads = i32x4.gt_s(now, most);
      most = i32x4.max_s(now, most);
      passing = v128.bitselect(sent, passing, leads);
    }
    send(passing, to, targetSigns, vector);
  }
}

/** The change of the largest sum. `counts`: [cell][lane], then the largest sums after the step before. */
export function passTelescoped(gate: Gate, from: usize, to: usize, cells: usize, cellsEnd: usize, steps: i32, vector: i32, counts: usize): void {
  const sourceBytes = <usize>((gate.source.pixels * gate.source.words) << 2);
  const targetBytes = <usize>((gate.spikes.pixels * gate.spikes.words) << 2);
  const sourceSigns = gate.source.signs ? gate.source.signs - gate.source.masks : 0;
  const targetSigns = gate.spikes.signs ? gate.spikes.signs - gate.spikes.masks : 0;
  const kept = counts + ((cellsEnd - cells) << 2);
  let before = v128.load(kept);
  for (let step = 0; step < steps; step++, from += sourceBytes, to += targetBytes) {
    let most = i32x4.splat(cells < cellsEnd ? i32.MIN_VALUE : 0);
    let count = counts;
    for (let cell = cells; cell < cellsEnd; cell += 4, count += 16) {
      const now = i32x4.add(v128.load(count), sentBy(from + load<usize>(cell), sourceSigns, vector));
      v128.store(count, now);
      most = i32x4.max_s(now, most);
    }
    send(i32x4.sub(most, before), to, targetSigns, vector);
    before = most;
  }
  v128.store(kept, before);
}

/** The largest of what the cells send: +1 where any does, −1 where all of them do. */
export function passSignedAny(gate: Gate, from: usize, to: usize, cells: usize, cellsEnd: usize, steps: i32): void {
  const sourceBytes = <usize>((gate.source.pixels * gate.source.words) << 2);
  const targetBytes = <usize>((gate.spikes.pixels * gate.spikes.words) << 2);
  const sourceSigns = gate.source.signs - gate.source.masks;
  const targetSigns = gate.spikes.signs - gate.spikes.masks;
  for (let step = 0; step < steps; step++, from += sourceBytes, to += targetBytes) {
    let positive: u32 = 0;
    let negative: u32 = cells < cellsEnd ? -1 : 0;
    for (let cell = cells; cell < cellsEnd; cell += 4) {
      const mask = from + load<usize>(cell);
      const spiked = load<u32>(mask);
      const signs = load<u32>(mask + sourceSigns);
      positive |= spiked & ~signs;
      negative &= spiked & signs;
    }
    store<u32>(to, positive | negative);
    store<u32>(to + targetSigns, negative);
  }
}

/** One spike, when the first cell fires. `state`: bits of those that have sent theirs. */
export function passFirst(gate: Gate, from: usize, to: usize, cells: usize, cellsEnd: usize, steps: i32, state: usize): void {
  const sourceBytes = <usize>((gate.source.pixels * gate.source.words) << 2);
  const targetBytes = <usize>((gate.spikes.pixels * gate.spikes.words) << 2);
  const sourceSigns = gate.source.signs ? gate.source.signs - gate.source.masks : 0;
  let sent = load<u32>(state);
  for (let step = 0; step < steps; step++, from += sourceBytes, to += targetBytes) {
    let any: u32 = 0;
    for (let cell = cells; cell < cellsEnd; cell += 4) any |= positiveBits(from + load<usize>(cell), sourceSigns);
    store<u32>(to, any & ~sent);
    sent |= any;
  }
  store<u32>(state, sent);
}

/** A spike where any cell that spiked whenever the gate did spikes. `state`: [cell], bits of those that did not. */
export function passLeading(gate: Gate, from: usize, to: usize, cells: usize, cellsEnd: usize, steps: i32, state: usize): void {
  const sourceBytes = <usize>((gate.source.pixels * gate.source.words) << 2);
  const targetBytes = <usize>((gate.spikes.pixels * gate.spikes.words) << 2);
  const sourceSigns = gate.source.signs ? gate.source.signs - gate.source.masks : 0;
  for (let step = 0; step < steps; step++, from += sourceBytes, to += targetBytes) {
    let any: u32 = 0;
    let eliminated = state;
    for (let cell = cells; cell < cellsEnd; cell += 4, eliminated += 4) {
      any |= positiveBits(from + load<usize>(cell), sourceSigns) & ~load<u32>(eliminated);
    }
    store<u32>(to, any);
    if (!any) continue;
    eliminated = state;
    for (let cell = cells; cell < cellsEnd; cell += 4, eliminated += 4) {
      store<u32>(eliminated, load<u32>(eliminated) | (any & ~positiveBits(from + load<usize>(cell), sourceSigns)));
    }
  }
}

// @ts-ignore: decorator
@inline
function positiveBits(mask: usize, toSigns: usize): u32 {
  return toSigns ? load<u32>(mask) & ~load<u32>(mask + toSigns) : load<u32>(mask);
}
