import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { marginLevels } from '../../../src/shared/metrics/marginLevels.ts';
import { readCourses, type SampleCourses } from '../../../src/shared/metrics/readCourses.ts';
import { classRuns, createCourseRecorder } from '../../../src/shared/metrics/recordCourses.ts';
import { chooseLevel, stoppingCurve, type StoppingRule } from '../../../src/shared/metrics/stopping.ts';
import { classifySteps } from '../../../src/shared/simulation/readouts.ts';

const readout = { kind: 'spikeCount' } as const;
const levels = marginLevels(readout);
const classes = 3;

interface Run {
  readonly steps: number;
  readonly labels: readonly number[];
  readonly courses: SampleCourses;
  /** [sample][step]. */
  readonly classes: readonly (readonly number[])[];
}

/** Output spikes drawn at random, [sample][step · class]. */
const runs: fc.Arbitrary<Run> = fc
  .record({ steps: fc.integer({ min: 1, max: 40 }), samples: fc.integer({ min: 2, max: 12 }) })
  .chain(({ steps, samples }) =>
    fc.record({
      steps: fc.constant(steps),
      labels: fc.array(fc.nat(classes - 1), { minLength: samples, maxLength: samples }),
      spikes: fc.array(fc.array(fc.nat(1), { minLength: steps * classes, maxLength: steps * classes }), {
        minLength: samples,
        maxLength: samples,
      }),
    }),
  )
  .map(({ steps, labels, spikes }) => {
    const recorder = createCourseRecorder(readout, steps);
    const found = spikes.map((outputSpikes) =>
      classifySteps(
        {
          steps,
          spikeCounts: [],
          synapticOperations: new Float64Array(steps),
          outputSpikes: Int8Array.from(outputSpikes),
          outputPotentials: new Float32Array(steps * classes),
          trains: null,
        },
        classes,
        readout,
        0,
        levels,
      ),
    );
    for (const one of found) recorder.add(one, classRuns(one.classes));
    return {
      steps,
      labels,
      courses: readCourses(recorder.finish(), labels.length),
      classes: found.map((one) => [...one.classes]),
    };
  });

const everySample = ({ labels }: Run): number[] => [...labels.keys()];
const rule = (steps: number, minimum = 1): StoppingRule => ({ steps, minimum, levels });

test('level 0 stops every sample after the minimum: the accuracy is that of the fixed time', () => {
  fc.assert(
    fc.property(runs, fc.nat(39), (run, at) => {
      const minimum = Math.min(run.steps, at + 1);
      const [fixed] = stoppingCurve(run.courses, run.labels, rule(run.steps, minimum), everySample(run));
      expect(fixed).toEqual({
        level: 0,
        meanSteps: minimum,
        correct: run.labels.filter((label, sample) => run.classes[sample]![minimum - 1] === label).length,
        samples: run.labels.length,
        unstopped: 0,
      });
    }),
  );
});

test('with the minimum at the end every level gives the accuracy at the end', () => {
  fc.assert(
    fc.property(runs, (run) => {
      const right = run.labels.filter((label, sample) => run.classes[sample]!.at(-1) === label).length;
      for (const point of stoppingCurve(run.courses, run.labels, rule(run.steps, run.steps), everySample(run))) {
        expect(point).toMatchObject({ meanSteps: run.steps, correct: right });
      }
    }),
  );
});

test('a higher level never stops a sample sooner, and the last one stops none', () => {
  fc.assert(
    fc.property(runs, (run) => {
      const curve = stoppingCurve(run.courses, run.labels, rule(run.steps), everySample(run));
      for (const [i, point] of curve.slice(1).entries()) {
        expect(point.meanSteps).toBeGreaterThanOrEqual(curve[i]!.meanSteps);
        expect(point.unstopped).toBeGreaterThanOrEqual(curve[i]!.unstopped);
      }
      expect(curve.at(-1)).toMatchObject({ meanSteps: run.steps, unstopped: run.labels.length });
    }),
  );
});

test('a level is chosen on the even samples within the points allowed, and reported on the odd ones', () => {
  fc.assert(
    fc.property(runs, (run) => {
      const chosen = chooseLevel(run.courses, run.labels, rule(run.steps), 10)!;
      const even = everySample(run).filter((sample) => sample % 2 === 0);
      const full = even.filter((sample) => run.classes[sample]!.at(-1) === run.labels[sample]).length;
      expect(chosen.chosenOn.samples).toBe(even.length);
      expect(chosen.reported.samples).toBe(run.labels.length - even.length);
      expect(chosen.reported.level).toBe(chosen.chosenOn.level);
      expect(100 * chosen.chosenOn.correct).toBeGreaterThanOrEqual(100 * full - 10 * even.length);
      expect(chosen.difference.value).toBeCloseTo(
        (chosen.reported.correct - chosen.fullCorrect) / chosen.reported.samples,
      );
    }),
  );
});
