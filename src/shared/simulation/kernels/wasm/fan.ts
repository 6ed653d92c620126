import { Fan } from './structs';

/** Adds the weights of every spike that arrives in the step, in ascending order of the source neuron. */
export function addSpikes(fan: Fan, step: i32, into: usize): void {
  const spikes = fan.spikes;
  const row = spikes.starts + ((step + 1 - fan.delay) * (spikes.pixels + 1) << 2);
  const end = load<usize>(row + (spikes.pixels << 2));
  for (let event = load<usize>(row); event < end; event += 4) {
    const word = load<i32>(event);
    const neuron = word & 0x7fffffff;
    const pixel = neuron / spikes.channels;
    const channel = fan.channels + ((neuron - pixel * spikes.channels) << 3);
    const target = into + load<usize>(channel);
    const weights = fan.weights + load<usize>(channel, 4);
    const pairsEnd = load<usize>(fan.pixels + (pixel << 2), 4);
    for (let pair = load<usize>(fan.pixels + (pixel << 2)); pair < pairsEnd; pair += 8) {
      if (word >= 0) addRun(target + load<usize>(pair), weights + load<usize>(pair, 4), fan.run);
      else subtractRun(target + load<usize>(pair), weights + load<usize>(pair, 4), fan.run);
    }
  }
}

/** Adds weight · value of every source neuron that is not 0, in ascending order: what a constant current adds in every step. */
export function addValues(fan: Fan, values: usize, into: usize): void {
  let at = values;
  for (let pixel = 0; pixel < fan.spikes.pixels; pixel++) {
    const pairs = load<usize>(fan.pixels + (pixel << 2));
    const pairsEnd = load<usize>(fan.pixels + (pixel << 2), 4);
    for (let channel = 0; channel < fan.spikes.channels; channel++, at += 4) {
      const value = load<f32>(at);
      if (value == 0) continue;
      const target = into + load<usize>(fan.channels + (channel << 3));
      const weights = fan.weights + load<usize>(fan.channels + (channel << 3), 4);
      for (let pair = pairs; pair < pairsEnd; pair += 8) {
        addScaledRun(target + load<usize>(pair), weights + load<usize>(pair, 4), fan.run, value);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function addRun(to: usize, from: usize, run: i32): void {
  for (; run >= 4; run -= 4, to += 16, from += 16) v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
  for (; run > 0; run--, to += 4, from += 4) store<f32>(to, load<f32>(to) + load<f32>(from));
}

// @ts-ignore: decorator
@inline
function subtractRun(to: usize, from: usize, run: i32): void {
  for (; run >= 4; run -= 4, to += 16, from += 16) v128.store(to, f32x4.sub(v128.load(to), v128.load(from)));
  for (; run > 0; run--, to += 4, from += 4) store<f32>(to, load<f32>(to) - load<f32>(from));
}

// @ts-ignore: decorator
@inline
function addScaledRun(to: usize, from: usize, run: i32, value: f32): void {
  const factor = f32x4.splat(value);
  for (; run >= 4; run -= 4, to += 16, from += 16) {
    v128.store(to, f32x4.add(v128.load(to), f32x4.mul(v128.load(from), factor)));
  }
  for (; run > 0; run--, to += 4, from += 4) store<f32>(to, load<f32>(to) + load<f32>(from) * value);
}
