import { Wires } from './structs';

/** Sets the bits that the source's spikes reach over a block; the target's rows were cleared before the first source. */
export function passWires(wires: Wires, steps: i32): void {
  const source = wires.source;
  const toSigns = wires.spikes.signs - wires.spikes.masks;
  const rowBytes = (wires.spikes.pixels * wires.spikes.words) << 2;
  for (let row = 1; row <= steps; row++) {
    const masks = wires.spikes.masks + row * rowBytes;
    const starts = source.starts + (row * (source.pixels + 1) << 2);
    const end = load<usize>(starts + (source.pixels << 2));
    for (let event = load<usize>(starts); event < end; event += 4) {
      const sent = load<i32>(event);
      const neuron = wires.targets + (<usize>sent << 2);
      const targetsEnd = load<usize>(neuron, 4);
      for (let target = load<usize>(neuron); target < targetsEnd; target += 8) {
        const word = masks + load<usize>(target);
        store<u32>(word, load<u32>(word) | load<u32>(target, 4));
        if (sent < 0) store<u32>(word + toSigns, load<u32>(word + toSigns) | load<u32>(target, 4));
      }
    }
  }
}
