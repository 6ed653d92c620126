// What the courses of samples cost beside their simulation, in time and in characters: node scripts/run.mjs test/bench/courses.ts
import { populationSize } from '../../src/shared/conversion/network.ts';
import { marginLevels } from '../../src/shared/metrics/marginLevels.ts';
import { createTally } from '../../src/shared/metrics/measureTally.ts';
import { classRuns, createCourseRecorder } from '../../src/shared/metrics/recordCourses.ts';
import { encodingName } from '../../src/shared/simulation/encodingName.ts';
import { simdEngine } from '../../src/shared/simulation/kernels/simd.ts';
import { readoutName } from '../../src/shared/simulation/readout.ts';
import { classifySteps } from '../../src/shared/simulation/readouts.ts';
import type { Recording } from '../../src/shared/simulation/recording.ts';
import { createInProcessPool } from './inProcess.ts';
import { bestOf, meanOverSamples } from './timing.ts';
import { chooseSubjects, prepare } from './workloads.ts';

const settings = [
  { preset: 'rueckauer', encoding: 'constant-current', readout: 'membrane-potential' },
  { preset: 'rueckauer', encoding: 'constant-current', readout: 'spike-count' },
  { preset: 'rueckauer', encoding: 'poisson', readout: 'membrane-potential' },
  { preset: 'annarchy', encoding: 'IB', readout: 'spike-count' },
  { preset: 'annarchy', encoding: 'PSO', readout: 'spike-count' },
];
const { cnn, mlp } = chooseSubjects();
const pool = createInProcessPool();
console.log('network, preset, encoding, readout: us simulate, us tally, us courses, characters a sample');
for (const subject of mlp === null ? [cnn] : [mlp, cnn]) {
  for (const flags of settings) {
    const limit = subject === mlp ? 600 : 100;
    const { plan, networks, samples } = await prepare(pool, subject, { ...flags, limit: String(limit) });
    const [network] = networks;
    const { encoding, preset } = plan.simulations[0]!;
    const [readout] = plan.settings.readouts;
    const loaded = simdEngine.load([network!], encoding, plan.steps);
    const simulate =
      1000 * meanOverSamples(limit, 5, (sample) => void loaded.simulate(samples[sample]!, { seed: 1, sample }));
    const recordings = samples.map((values, sample) => kept(loaded.simulate(values, { seed: 1, sample })[0]!));
    const classes = populationSize(network!.populations[network!.outputs.spiking]!);
    const found = recordings.map((recording) =>
      classifySteps(recording, classes, readout!, network!.readoutDelay, marginLevels(readout!)),
    );
    const tally = bestOf(15, () => {
      const counter = createTally({ network: network!, readouts: [readout!], steps: plan.steps, from: 0 });
      for (const recording of recordings) counter.add(recording, 0, 0);
      counter.finish();
    });
    const record = () => {
      const recorder = createCourseRecorder(readout!, plan.steps);
      for (const one of found) recorder.add(one, classRuns(one.classes));
      return recorder.finish();
    };
    const courses = bestOf(15, record);
    const { classes: a, margins: b, confidences: c } = record();
    const micro = (milliseconds: number) => ((1000 * milliseconds) / limit).toFixed(2);
    const sizes = [a, b, c].map((text) => (text.length / limit).toFixed(1)).join(' + ');
    console.log(
      `${subject.name}, ${preset}, ${encodingName(encoding)}, ${readoutName(readout!)}: ${simulate.toFixed(1)}, ${micro(tally)}, ${micro(courses)}, ${sizes}`,
    );
  }
}

function kept(recording: Recording): Recording {
  return {
    ...recording,
    spikeCounts: recording.spikeCounts.map((counts) => counts.slice()),
    synapticOperations: recording.synapticOperations.slice(),
    outputSpikes: recording.outputSpikes.slice(),
    outputPotentials: recording.outputPotentials.slice(),
  };
}
