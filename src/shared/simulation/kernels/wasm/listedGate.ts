import { Gate } from './structs';

// `rule` of a `Gate`, as in gate.ts.
const anySpike = 1;
const telescoped = 2;

/** Max pooling of spikes of which a neuron sends several in a step, from lists to lists. `cells` count bytes in `counts` here. */
export function passListedGate(gate: Gate, steps: i32): void {
  const target = gate.spikes;
  const laneBytes = <usize>(((target.channels + 3) & ~3) << 2);
  let starts = target.starts + ((target.pixels + 1) << 2);
  let next = load<usize>(starts - 4);
  for (let step = 0; step < steps; step++) {
    receive(gate, step, laneBytes);
    let before = gate.before;
    let neuron = 0;
    for (let pixel = 0; pixel < target.pixels; pixel++, starts += 4, neuron += target.channels) {
      store<usize>(starts, next);
      const cells = load<usize>(gate.cells + (pixel << 2));
      const cellsEnd = load<usize>(gate.cells + (pixel << 2), 4);
      for (let within: usize = 0; within < laneBytes; within += 16, before += 16) {
        const sent = sentBy(gate, cells, cellsEnd, within, before);
        if (v128.any_true(sent)) next = list(sent, neuron + <i32>(within >> 2), next);
      }
    }
    store<usize>(starts, next);
    starts += 4;
  }
}

/** Adds up what every source neuron sends in the step, and has sent so far. */
function receive(gate: Gate, step: i32, laneBytes: usize): void {
  const source = gate.source;
  const arrived = gate.arrived;
  const counts = gate.counts;
  memory.fill(arrived, 0, <usize>source.pixels * laneBytes);
  const row = source.starts + ((step + 1 - gate.delay) * (source.pixels + 1) << 2);
  const end = load<usize>(row + (source.pixels << 2));
  for (let event = load<usize>(row); event < end; event += 4) {
    const word = load<i32>(event);
    const neuron = word & 0x7fffffff;
    const pixel = neuron / source.channels;
    const at = <usize>pixel * laneBytes + ((neuron - pixel * source.channels) << 2);
    const sign = word < 0 ? -1 : 1;
    store<i32>(arrived + at, load<i32>(arrived + at) + sign);
    store<i32>(counts + at, load<i32>(counts + at) + sign);
  }
}

/** What four channels of a target pixel send. */
function sentBy(gate: Gate, cells: usize, cellsEnd: usize, within: usize, before: usize): v128 {
  if (cells == cellsEnd) return i32x4.splat(0);
  const arrived = gate.arrived + within;
  const counts = gate.counts + within;
  let most = i32x4.splat(i32.MIN_VALUE);
  if (gate.rule == anySpike) {
    for (let cell = cells; cell < cellsEnd; cell += 4) most = i32x4.max_s(most, v128.load(arrived + load<usize>(cell)));
    return most;
  }
  let passing = most;
  for (let cell = cells; cell < cellsEnd; cell += 4) {
    const now = v128.load(counts + load<usize>(cell));
    passing = v128.bitselect(v128.load(arrived + load<usize>(cell)), passing, i32x4.gt_s(now, most));
    most = i32x4.max_s(now, most);
  }
  if (gate.rule != telescoped) return passing;
  const change = i32x4.sub(most, v128.load(before));
  v128.store(before, most);
  return change;
}

function list(sent: v128, neuron: i32, next: usize): usize {
  next = repeat(i32x4.extract_lane(sent, 0), neuron, next);
  next = repeat(i32x4.extract_lane(sent, 1), neuron + 1, next);
  next = repeat(i32x4.extract_lane(sent, 2), neuron + 2, next);
  return repeat(i32x4.extract_lane(sent, 3), neuron + 3, next);
}

// @ts-ignore: decorator
@inline
function repeat(count: i32, neuron: i32, next: usize): usize {
  const word = count < 0 ? neuron | i32.MIN_VALUE : neuron;
  for (let left = abs(count); left > 0; left--, next += 4) store<i32>(next, word);
  return next;
}
