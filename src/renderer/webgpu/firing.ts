import type { IntegrateAndFire, SpikeRule } from '../../shared/conversion/network.ts';
import { floatLiteral } from './kernel.ts';
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
 * WGSL: threshold, reset and rest of a neuron whose potential `v` holds what has arrived in step `t`; `rest` is the potential before. Sees `own`,
 * its threshold, and `resting` and `sent` where there are any; ends in `send(here, n, count)`.
 */
export function firingText(dynamics: IntegrateAndFire, parameters: Parameters): string {
  const { comparison, reset, spikes, refractorySteps, clock } = dynamics;
  const thresholds = clock === null ? null : parameters.addSteps(clock.thresholds.map(withoutInfinity), silentFactor);
  const resets = clock === null ? null : parameters.addSteps(clock.resets, 0);
  const isSilent = clock?.once ? '(factor < 0.0 || sent != 0)' : 'factor < 0.0';
  const lines = [
    ...(thresholds === null ? ['let limit = own;'] : [`let factor = ${thresholds};`, 'let limit = own * factor;']),
    'var count = 0;',
    `${clock === null ? '' : `if (${isSilent}) { count = 0; } else `}if (v ${comparison === 'above' ? '>' : '>='} limit) { count = ${countText(spikes)}; }`,
    negativeText(spikes, clock?.once ?? false),
    'if (count != 0) {',
    `  ${reset === 'zero' ? 'v = 0.0;' : `v = v - f32(count) * ${resets === null ? 'own' : `(own * ${resets})`};`}`,
    remembersSent(dynamics) ? '  sent += count;' : '',
    refractorySteps > 0 ? `  resting = ${refractorySteps};` : '',
    '  send(here, n, count);',
    '}',
  ].filter((line) => line.trim() !== '');
  if (refractorySteps === 0) return lines.join('\n    ');
  return `if (resting > 0) {
      resting--;
      v = rest;
    } else {
      ${lines.join('\n      ')}
    }`;
}

function withoutInfinity(factor: number): number {
  return factor === Infinity ? silentFactor : factor;
}

function countText(rule: SpikeRule): string {
  return rule.kind === 'burst' ? `max(1, i32(min(${floatLiteral(rule.limit)}, floor(v / limit))))` : '1';
}

/** The branch after the threshold has not been passed. */
function negativeText(rule: SpikeRule, once: boolean): string {
  switch (rule.kind) {
    case 'binary':
    case 'burst':
      return '';
    case 'signed':
      // A neuron that fires once has been asked above, and has nothing to take back before.
      return once ? '' : `else if (sent > 0 && v <= -(${floatLiteral(signedMargin)} * limit)) { count = -1; }`;
    case 'bipolar':
      return once ? '' : `else if (v <= -(${floatLiteral(rule.lower)} * limit)) { count = -1; }`;
  }
}
