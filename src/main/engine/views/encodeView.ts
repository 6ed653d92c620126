import type { EncodedSample } from '../../../shared/api/dataViews.ts';
import type { EncodeQuestion } from '../../../shared/api/viewTasks.ts';
import { type Dataset, readSample } from '../../../shared/dataset/dataset.ts';
import { encodeSample } from '../../../shared/simulation/encoders.ts';
import { rasterOf } from '../../../shared/simulation/raster.ts';
import { sizeOf } from '../../../shared/tensor.ts';

/** One sample as the network gets it under an encoding; the same spikes as in a run with that seed. */
export function encodeView(dataset: Dataset, question: EncodeQuestion): EncodedSample {
  const { index, encoding, steps, timeStep, seed } = question;
  const sample = new Float32Array(sizeOf(dataset.sampleShape));
  readSample(dataset, index, sample);
  const stimulus = encodeSample(encoding, sample, steps, timeStep, { seed, sample: dataset.offset + index });
  if (stimulus.kind === 'current') return { kind: 'current', values: [...stimulus.values], neurons: sample.length };
  const raster = rasterOf(stimulus.train, sample.length);
  const seconds = (steps * timeStep) / 1000;
  return { kind: 'spikes', raster, meanRate: raster.spikes / (sample.length * seconds) };
}
