import type { IntegrateAndFire, SpikeRule } from '../../shared/conversion/network.ts';
import { floatLiteral } from './kernel.ts';
import type { Lanes } from './lanes.ts';
import type { Parameters } from './parameters.ts';

/** As the reference: a negative spike needs a potential below −0.001 thresholds, so that rounding alone makes none. */
const signedMargin = 1e-3;

/** Stands for an infinite factor of the threshold in the tables: shaders may take infinities for absent. */
const silentFactor = -1;

/** Whether neurons must remember how many spikes they have sent. */
export function remembersSent({ spikes, clock }: IntegrateAndFire): boolean {
  return spikes.kind === 'signed' || (clock?.once ?? false);
}

/**
 * WGSL: threshold, reset and rest of a thread's neurons, whose potentials `v` hold what has arrived in step `t`; `rest` are the potentials before.
 * Sees `own`, their thresholds, and `resting` and `sent` where there are any; ends in `send(here, neuron, count)`.
 */
export function firingText(dynamics: IntegrateAndFire, parameters: Parameters, lanes: Lanes): string {
  const { clock } = dynamics;
  const thresholds = clock === null ? null : parameters.addSteps(clock.thresholds.map(withoutInfinity), silentFactor);
  const resets = clock === null ? null : parameters.addSteps(clock.resets, 0);
  const factors = thresholds === null ? '' : `let factor = ${thresholds};\n    let taken = ${resets};\n    `;
  return factors + lanes.parts.map((part, lane) => `{ ${laneText(dynamics, part, lane)} }`).join('\n    ');
}

/** One neuron: the `part` of the variables. */
function laneText(dynamics: IntegrateAndFire, part: string, lane: number): string {
  const { comparison, reset, spikes, refractorySteps, clock } = dynamics;
  const once = clock?.once ?? false;
  const v = `v${part}`;
  const isSilent = once ? `factor < 0.0 || sent${part} != 0` : 'factor < 0.0';
  const lines = [
    `let limit = own${part}${clock === null ? '' : ' * factor'};`,
    'var count = 0;',
    `${clock === null ? '' : `if (${isSilent}) { count = 0; } else `}if (${v} ${comparison === 'above' ? '>' : '>='} limit) { count = ${countText(spikes, v)}; }`,
    negativeText(spikes, once, part),
    'if (count != 0) {',
    `  ${v} = ${reset === 'zero' ? '0.0' : `${v} - rounded(f32(count) * ${clock === null ? `own${part}` : `(own${part} * taken)`})`};`,
    remembersSent(dynamics) ? `  sent${part} += count;` : '',
    refractorySteps > 0 ? `  resting${part} = ${refractorySteps};` : '',
    `  send(here, n + ${lane}u, count);`,
    '}',
  ].filter((line) => line.trim() !== '');
  if (refractorySteps === 0) return lines.join('\n      ');
  return `if (resting${part} > 0) {
      resting${part}--;
      ${v} = rest${part};
    } else {
      ${lines.join('\n      ')}
    }`;
}

function withoutInfinity(factor: number): number {
  return factor === Infinity ? silentFactor : factor;
}

function countText(rule: SpikeRule, v: string): string {
  return rule.kind === 'burst' ? `burst(${v}, limit)` : '1';
}

/**
 * WGSL functions that `firingText` calls. Devices may miss a quotient by 2.5 units in the last place, and a burst is the whole number below one: so the
 * number is guessed and then held against what is left, v − k · limit. That is exact, for k takes 7 bits and each half of the
 * limit 17 at most; v / limit is rounded to k or more from half of the space below k on.
 */
export function firingFunctions({ spikes }: IntegrateAndFire): string {
  if (spikes.kind !== 'burst') return '';
  const most = Math.max(1, spikes.limit);
  return `fn reaches(v: f32, limit: f32, k: f32) -> bool {
  let high = bitcast<f32>(bitcast<u32>(limit) & 0xffffff80u);
  let left = (v - k * high) - k * (limit - high);
  let exponent = firstLeadingBit(u32(k));
  let isPower = u32(k) == 1u << exponent;
  let half = bitcast<f32>((exponent + select(103u, 102u, isPower)) << 23u);
  return left >= -(half * limit);
}
fn burst(v: f32, limit: f32) -> i32 {
  let guess = clamp(floor(v / limit), 1.0, ${floatLiteral(most)});
  if (guess < ${floatLiteral(most)} && reaches(v, limit, guess + 1.0)) { return i32(guess) + 1; }
  if (guess > 1.0 && !reaches(v, limit, guess)) { return i32(guess) - 1; }
  return i32(guess);
}`;
}

/** The branch after the threshold has not been passed. */
function negativeText(rule: SpikeRule, once: boolean, part: string): string {
  switch (rule.kind) {
    case 'binary':
    case 'burst':
      return '';
    case 'signed':
      // A neuron that fires once has been asked above, and has nothing to take back before.
      return once
        ? ''
        : `else if (sent${part} > 0 && v${part} <= -(${floatLiteral(signedMargin)} * limit)) { count = -1; }`;
    case 'bipolar':
      return once ? '' : `else if (v${part} <= -(${floatLiteral(rule.lower)} * limit)) { count = -1; }`;
  }
}
