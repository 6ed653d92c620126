import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairedDifferenceCurve } from '../../../src/shared/metrics/differenceCurve.ts';
import { marginLevels } from '../../../src/shared/metrics/marginLevels.ts';
import { classesAt, readCourses } from '../../../src/shared/metrics/readCourses.ts';
import { classRuns, createCourseRecorder } from '../../../src/shared/metrics/recordCourses.ts';
import type { Readout } from '../../../src/shared/simulation/readout.ts';
import { classifySteps, type StepClasses } from '../../../src/shared/simulation/readouts.ts';

const readouts: readonly Readout[] = [
  { kind: 'spikeCount' },
  { kind: 'membranePotential' },
  { kind: 'timeToFirstSpike' },
  { kind: 'timeToKSpikes', k: 2 },
];

interface Drawn {
  readonly steps: number;
  readonly classes: number;
  readonly delay: number;
  /** [sample]. */
  readonly samples: readonly { readonly spikes: readonly number[]; readonly potentials: readonly number[] }[];
}

const drawn: fc.Arbitrary<Drawn> = fc
  .record({ steps: fc.integer({ min: 1, max: 60 }), classes: fc.integer({ min: 1, max: 5 }), delay: fc.nat(8) })
  .chain(({ steps, classes, delay }) => {
    const list = (item: fc.Arbitrary<number>) =>
      fc.array(item, { minLength: steps * classes, maxLength: steps * classes });
    const sample = fc.record({
      spikes: list(fc.nat(1)),
      potentials: list(fc.float({ noNaN: true, min: -1e6, max: 1e6 })),
    });
    return fc.record({
      steps: fc.constant(steps),
      classes: fc.constant(classes),
      delay: fc.constant(delay),
      samples: fc.array(sample, { minLength: 1, maxLength: 4 }),
    });
  });

function classify({ steps, classes, delay, samples }: Drawn, readout: Readout): StepClasses[] {
  return samples.map(({ spikes, potentials }) =>
    classifySteps(
      {
        steps,
        spikeCounts: [],
        synapticOperations: new Float64Array(steps),
        outputSpikes: Int8Array.from(spikes),
        outputPotentials: Float32Array.from(potentials),
        trains: null,
      },
      classes,
      readout,
      delay,
      marginLevels(readout),
    ),
  );
}

test('courses give back the class after every step, and the first step at which the margin reached each level', () => {
  fc.assert(
    fc.property(drawn, fc.constantFrom(...readouts), (run, readout) => {
      const found = classify(run, readout);
      const recorder = createCourseRecorder(readout, run.steps);
      for (const one of found) recorder.add(one, classRuns(one.classes));
      const courses = readCourses(recorder.finish(), found.length);
      for (let step = 0; step < run.steps; step++) {
        expect(classesAt(courses, step)).toEqual(found.map(({ classes }) => classes[step]));
      }
      for (const level of marginLevels(readout).keys()) {
        expect(found.map((_, sample) => courses.reachedAt(sample, level))).toEqual(
          found.map(({ reached }) => reached[level] ?? Infinity),
        );
      }
      expect([...courses.confidences].every((value) => value > 0 && value <= 1)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('a level is reached in the first step in which the best score is that far ahead of every other', () => {
  fc.assert(
    fc.property(drawn, fc.constantFrom(...readouts.slice(0, 2)), (run, readout) => {
      const { steps, classes } = run;
      const found = classify({ ...run, delay: 0 }, readout);
      for (const [sample, { spikes, potentials }] of run.samples.entries()) {
        const sums = Array.from({ length: classes }, () => 0);
        const margins = Array.from({ length: steps }, (_, t) => {
          for (let c = 0; c < classes; c++) sums[c]! += spikes[t * classes + c]!;
          const scores = readout.kind === 'spikeCount' ? sums : potentials.slice(t * classes, (t + 1) * classes);
          const [best, second] = scores.toSorted((a, b) => b - a);
          return second === undefined ? Infinity : best! - second;
        });
        const first = Array.from(marginLevels(readout), (level) => margins.findIndex((margin) => margin >= level));
        expect(found[sample]!.reached).toEqual(first.filter((step) => step !== -1));
      }
    }),
    { numRuns: 60 },
  );
});

test('levels rise from above 0', () => {
  for (const levels of readouts.map(marginLevels)) {
    expect([...levels]).toEqual([...new Set(levels)].toSorted((a, b) => a - b));
    expect(levels[0]).toBeGreaterThan(0);
  }
});

test('before the delay of a readout is over no margin counts', () => {
  const run = {
    steps: 4,
    classes: 2,
    delay: 2,
    samples: [{ spikes: [1, 0, 1, 0, 0, 1, 0, 1], potentials: [9, 0, 18, 0, 18, 1, 18, 2] }],
  };
  expect(classify(run, { kind: 'spikeCount' })[0]!.reached).toEqual([2, 3]);
  const { reached } = classify(run, { kind: 'membranePotential' })[0]!;
  expect(reached[marginLevels({ kind: 'membranePotential' }).indexOf(1)]).toBe(2);
  expect(reached[marginLevels({ kind: 'membranePotential' }).indexOf(2)]).toBe(3);
});

test('the confidence is the share of spikes, the softmax of potential per step, or 1 among the winners', () => {
  const [spikes, potentials] = [
    [1, 0, 1, 1, 0, 1],
    [0, 0, 0, 0, 3, 0],
  ];
  const confidence = (readout: Readout): number => {
    const recorder = createCourseRecorder(readout, 3);
    for (const one of classify({ steps: 3, classes: 2, delay: 0, samples: [{ spikes, potentials }] }, readout))
      recorder.add(one, classRuns(one.classes));
    return readCourses(recorder.finish(), 1).confidences[0]!;
  };
  expect(readouts.map(confidence)).toEqual([0.5, 0.7311, 1, 1]);
});

test('predictions after the last step are those of the tally, and two rows pair at any step', () => {
  const readout = { kind: 'spikeCount' } as const;
  fc.assert(
    fc.property(drawn, fc.nat(4), (run, label) => {
      const labels = run.samples.map(() => label);
      const recorder = createCourseRecorder(readout, run.steps);
      const found = classify(run, readout);
      for (const one of found) recorder.add(one, classRuns(one.classes));
      const courses = readCourses(recorder.finish(), found.length);
      const never = { ...courses, classAt: () => 9 };
      const curve = pairedDifferenceCurve(labels, courses, never, run.steps, 1);
      expect(curve.value).toEqual(
        Array.from(
          { length: run.steps },
          (_, t) => found.filter(({ classes }) => classes[t] === label).length / found.length,
        ),
      );
      expect(pairedDifferenceCurve(labels, courses, courses, run.steps, 1).value.every((value) => value === 0)).toBe(
        true,
      );
    }),
    { numRuns: 30 },
  );
});
