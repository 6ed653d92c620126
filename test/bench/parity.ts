import { isDeepStrictEqual } from 'node:util';
import { encodingName } from '../../src/shared/simulation/encodingName.ts';
import { referenceEngine } from '../../src/shared/simulation/kernels/reference.ts';
import { simdEngine } from '../../src/shared/simulation/kernels/simd.ts';
import type { TaskPool } from './inProcess.ts';
import { processorTimeOf } from './timing.ts';
import { type Flags, prepare, type Prepared, type Subject } from './workloads.ts';

/** A trained network with one setting, converted, with samples. */
export interface Case {
  readonly subject: Subject;
  readonly prepared: Prepared;
}

/** Both engines on the same samples: everything that they record, every spike of every population included. */
export interface Parity {
  readonly network: string;
  readonly preset: string;
  readonly encoding: string;
  readonly steps: number;
  readonly compared: number;
  readonly equal: boolean;
  /** Processor time of the reference over that of the SIMD engine. */
  readonly timesReference: number;
}

/** What the notebook does, and the default of the other preset. */
export const notebookSettings: readonly Flags[] = [
  { preset: 'rueckauer', encoding: 'constant-current' },
  { preset: 'rueckauer', encoding: 'poisson-1000' },
  { preset: 'annarchy', encoding: 'intrinsically-bursting' },
  { preset: 'annarchy', encoding: 'phase-shift-oscillation' },
  { preset: 'annarchy', encoding: 'poisson-100' },
];

export async function prepareCases(
  pool: TaskPool,
  subjects: readonly Subject[],
  settings: readonly Flags[],
): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const subject of subjects) {
    for (const flags of settings) cases.push({ subject, prepared: await prepare(pool, subject, flags) });
  }
  return cases;
}

export function checkParity({ subject, prepared: { plan, networks, samples } }: Case, compared: number): Parity {
  const { preset, encoding, seed } = plan.simulations[0]!;
  const fast = simdEngine.load([networks[0]!], encoding, plan.steps);
  const slow = referenceEngine.load([networks[0]!], encoding, plan.steps);
  const time = { simd: 0, reference: 0 };
  let equal = true;
  for (const [sample, values] of samples.slice(0, compared).entries()) {
    const draw = { seed, sample };
    fast.simulate(values, draw);
    time.simd += processorTimeOf(() => void fast.simulate(values, draw));
    let recordings: unknown;
    time.reference += processorTimeOf(() => {
      recordings = slow.simulate(values, draw, { trains: true });
    });
    equal &&= isDeepStrictEqual(fast.simulate(values, draw, { trains: true }), recordings);
  }
  return {
    network: subject.name,
    preset,
    encoding: encodingName(encoding),
    steps: plan.steps,
    compared: Math.min(compared, samples.length),
    equal,
    timesReference: time.reference / time.simd,
  };
}
