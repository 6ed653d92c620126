import * as fc from 'fast-check';
import { type MethodChanges, presetNames } from '../../../src/shared/conversion/settings.ts';
import { packNumber } from '../../../src/shared/metrics/smallNumbers.ts';
import type { Courses, Tally } from '../../../src/shared/metrics/tally.ts';
import type { RunRecord } from '../../../src/shared/results/runRecord.ts';
import type { Encoding } from '../../../src/shared/simulation/encoding.ts';
import { engineNames, engineSetting } from '../../../src/shared/simulation/engineName.ts';
import type { Readout } from '../../../src/shared/simulation/readout.ts';

const count = fc.nat(1e6);
const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const text = fc.string({ unit: 'binary' });
const exactly = <T>(item: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength: length, maxLength: length });
const some = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { minLength: 1, maxLength: 3 });

const encoding: fc.Arbitrary<Encoding> = fc.oneof(
  fc.constant({ kind: 'constantCurrent' as const }),
  fc.record({ kind: fc.constant('poisson' as const), maxRate: positive }),
  fc.record({ kind: fc.constant('intrinsicallyBursting' as const), maxCurrent: positive }),
  fc.record({ kind: fc.constant('phaseShiftOscillation' as const), maxLevel: positive }),
  fc.record({
    kind: fc.constant('phase' as const),
    period: fc.integer({ min: 1, max: 16 }),
    onOff: fc.constant(true as const),
  }),
);

const changes: fc.Arbitrary<MethodChanges> = fc.constantFrom<MethodChanges>(
  {},
  { percentile: 99 },
  { granularity: 'channel', membraneTimeConstant: null, readoutDelay: 'automatic' },
);

const readout: fc.Arbitrary<Readout> = fc.oneof(
  fc.constantFrom<Readout>({ kind: 'spikeCount' }, { kind: 'membranePotential' }, { kind: 'timeToFirstSpike' }),
  fc.record({ kind: fc.constant('timeToKSpikes' as const), k: fc.integer({ min: 1, max: 9 }) }),
);

/** Courses with a change of class and a step with two levels here and there. */
function courses(samples: number, steps: number): fc.Arbitrary<Courses> {
  const course = fc.record({
    first: fc.nat(9),
    change: fc.option(fc.nat(steps - 1)),
    reached: fc.option(fc.nat(steps - 1)),
  });
  return exactly(course, samples).map((all) => ({
    classes: all
      .map(({ first, change }) => (change === null ? [0, first] : [1, first, change, 40]).map(packNumber).join(''))
      .join(''),
    margins: all
      .map(({ reached }) => (reached === null ? [0] : [1, 2 * reached + 1, 0]).map(packNumber).join(''))
      .join(''),
    confidences: all.map(({ first }) => packNumber(1000 * first)).join(''),
  }));
}

function tally(samples: number, steps: number, readouts: number): fc.Arbitrary<Tally> {
  const shares = exactly(fc.nat(samples), steps);
  return fc.nat(3).chain((populations) =>
    fc.record({
      from: count,
      count: fc.constant(samples),
      analogCorrect: fc.nat(samples),
      readouts: exactly(
        fc.record({
          correct: shares,
          agreement: shares,
          tied: shares,
          predictions: exactly(fc.nat(9), samples),
          kept: fc.option(shares),
          courses: fc.option(courses(samples, steps)),
        }),
        readouts,
      ),
      spikes: exactly(count, steps),
      synapticOperations: exactly(fc.maxSafeNat(), steps),
      populations: exactly(text, populations),
      populationSpikes: exactly(exactly(count, populations), samples),
    }),
  );
}

/** Any run record whose lists fit each other, with unfinished cells and odd names. */
export const anyRecord: fc.Arbitrary<RunRecord> = fc
  .record({ samples: fc.integer({ min: 1, max: 5 }), steps: fc.integer({ min: 1, max: 6 }), readouts: some(readout) })
  .chain(({ samples, steps, readouts }) =>
    fc.record({
      schema: fc.constant(2 as const),
      settings: fc
        .tuple(
          fc.record({
            model: fc.record({ path: text, sha256: text }),
            data: fc.record({
              path: text,
              sha256: text,
              split: text,
              offset: count,
              count: fc.constant(samples),
              scaling: fc.constantFrom('unit' as const, 'none' as const),
            }),
            presets: some(fc.constantFrom(...presetNames)),
            changes: some(changes),
            encodings: some(encoding),
            thresholds: some(positive),
            readouts: fc.constant(readouts),
            durations: some(positive),
            seeds: some(count),
            timeStep: fc.constantFrom(1, 0.1, 0.5),
            calibration: fc.record({ split: text, samples: count }),
          }),
          fc.constantFrom(...engineNames),
        )
        .map(([settings, engine]) => ({ ...settings, ...engineSetting(engine) })),
      provenance: fc.record({ spikebench: text, engine: text, node: text, platform: text }),
      analog: fc.record({
        correct: count,
        predictions: exactly(fc.nat(9), samples),
        work: fc.option(fc.record({ macs: count, additions: count })),
      }),
      labels: exactly(fc.nat(9), samples),
      classNames: fc.array(text),
      cells: fc.array(
        fc.record({
          id: text,
          preset: fc.constantFrom(...presetNames),
          changes,
          encoding,
          threshold: positive,
          seed: count,
          simulation: count,
          tally: fc.option(tally(samples, steps, readouts.length)),
          failure: fc.option(text, { nil: null }),
          notes: fc.array(text),
          work: fc.option(fc.record({ neurons: count, currentMacs: count })),
        }),
        { maxLength: 4 },
      ),
    }),
  );
