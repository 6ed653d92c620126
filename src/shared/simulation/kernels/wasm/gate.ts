import { lanesOf } from './bits';
import { passFirst, passLeading, passSignedAny, passSignedLeader, passTelescoped } from './gateRules';
import { Gate } from './structs';

// `rule` of a `Gate`; 0 is `gated`.
const anySpike = 1;
const telescoped = 2;
const first = 3;
const leading = 4;

/** Max pooling of spikes over a block, from bits to bits. */
export function passGate(gate: Gate, steps: i32): void {
  const source = gate.source;
  const sourceBytes = <usize>((source.pixels * source.words) << 2);
  const targetBytes = <usize>((gate.spikes.pixels * gate.spikes.words) << 2);
  const from = source.masks + (1 - gate.delay) * sourceBytes;
  let to = gate.spikes.masks + targetBytes;
  let counts = gate.counts;
  for (let pixel = 0; pixel < gate.spikes.pixels; pixel++) {
    const cells = load<usize>(gate.cells + (pixel << 2));
    const cellsEnd = load<usize>(gate.cells + (pixel << 2), 4);
    const cellBytes = cellsEnd - cells;
    for (let word = 0; word < source.words; word++, to += 4) {
      const masks = from + (word << 2);
      if (gate.rule == anySpike) {
        if (source.signs) passSignedAny(gate, masks, to, cells, cellsEnd, steps);
        else passAny(masks, sourceBytes, to, targetBytes, cells, cellsEnd, steps);
        continue;
      }
      if (gate.rule == first || gate.rule == leading) {
        if (gate.rule == first) passFirst(gate, masks, to, cells, cellsEnd, steps, counts);
        else passLeading(gate, masks, to, cells, cellsEnd, steps, counts);
        counts += cellBytes + 4;
        continue;
      }
      const vectors = (min(32, source.channels - (word << 5)) + 3) >> 2;
      for (let vector = 0; vector < vectors; vector++) {
        if (gate.rule == telescoped) passTelescoped(gate, masks, to, cells, cellsEnd, steps, vector, counts);
        else if (source.signs) passSignedLeader(gate, masks, to, cells, cellsEnd, steps, vector, counts);
        else passLeader(masks, sourceBytes, to, targetBytes, cells, cellsEnd, steps, vector, counts);
        counts += (cellBytes << 2) + 16;
      }
    }
  }
}

function passAny(masks: usize, sourceBytes: usize, to: usize, targetBytes: usize, cells: usize, cellsEnd: usize, steps: i32): void {
  for (let step = 0; step < steps; step++, masks += sourceBytes, to += targetBytes) {
    let any: u32 = 0;
    for (let cell = cells; cell < cellsEnd; cell += 4) any |= load<u32>(masks + load<usize>(cell));
    store<u32>(to, any);
  }
}

/** Four channels of a window: those spikes pass that come from the cell that has spiked most, the first of them on a tie. */
function passLeader(
  masks: usize,
  sourceBytes: usize,
  to: usize,
  targetBytes: usize,
  cells: usize,
  cellsEnd: usize,
  steps: i32,
  vector: i32,
  counts: usize,
): void {
  for (let step = 0; step < steps; step++, masks += sourceBytes, to += targetBytes) {
    // Counts start below zero spikes, so that the first cell leads from the start.
    let most = i32x4.splat(-1);
    let passing = i32x4.splat(0);
    let count = counts;
    for (let cell = cells; cell < cellsEnd; cell += 4, count += 16) {
      const spiked = lanesOf(load<u32>(masks + load<usize>(cell)), vector);
      const now = i32x4.sub(v128.load(count), spiked);
      v128.store(count, now);
      const leads = i32x4.gt_s(now, most);
      most = i32x4.max_s(now, most);
      passing = v128.bitselect(spiked, passing, leads);
    }
    const bits = <u32>i32x4.bitmask(passing) << ((<u32>vector) << 2);
    store<u32>(to, vector == 0 ? bits : load<u32>(to) | bits);
  }
}
