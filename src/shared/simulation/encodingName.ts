import { assertNever } from '../assertNever.ts';
import type { Encoding } from './encoding.ts';

/**
 * Name in tables, files and on the command line. The usual strength of ANNarchy's encodings (100) goes without saying; any other is
 * part of the name, so that two encodings of one sweep never look the same.
 */
export function encodingName(encoding: Encoding): string {
  return 'onOff' in encoding && encoding.onOff ? `${nameOf(encoding)}-on-off` : nameOf(encoding);
}

function nameOf(encoding: Encoding): string {
  switch (encoding.kind) {
    case 'constantCurrent':
      return 'constant-current';
    case 'poisson':
      return withStrength('poisson', encoding.maxRate);
    case 'annarchyPoisson':
      return withStrength('cpn', encoding.maxRate);
    case 'regular':
      return withStrength('regular', encoding.maxRate);
    case 'phase':
      return `phase-${encoding.period}`;
    case 'burst':
      return `burst-${encoding.limit}`;
    case 'timeToFirstSpike':
      return `time-to-first-spike-${encoding.scale}-${encoding.window}`;
    case 'intrinsicallyBursting':
      return withStrength('intrinsically-bursting', encoding.maxCurrent);
    case 'phaseShiftOscillation':
      return withStrength('phase-shift-oscillation', encoding.maxLevel);
    default:
      return assertNever(encoding);
  }
}

const usualStrength = 100;

function withStrength(name: string, strength: number): string {
  return strength === usualStrength ? name : `${name}-${strength}`;
}
