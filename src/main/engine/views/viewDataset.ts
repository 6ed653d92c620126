import type { DataPage, DataView } from '../../../shared/api/dataViews.ts';
import type { SampleImage } from '../../../shared/api/inspectViews.ts';
import type { Dataset } from '../../../shared/dataset/dataset.ts';
import { type DatasetFacts, measureDataset } from '../../../shared/dataset/measureDataset.ts';
import type { Shape } from '../../../shared/model/graph.ts';
import { sizeOf } from '../../../shared/tensor.ts';

/** A whole split, read and measured. */
export interface MeasuredDataset {
  readonly dataset: Dataset;
  readonly sha256: string;
  readonly facts: DatasetFacts;
}

export function measured(dataset: Dataset, sha256: string): MeasuredDataset {
  return { dataset, sha256, facts: measureDataset(dataset) };
}

/** The split in words and figures. */
export function viewDataset({ dataset, sha256, facts }: MeasuredDataset): DataView {
  const { name, splits, split, sampleShape, count, scaling, labels, classNames, values } = dataset;
  return {
    name,
    sha256,
    splits,
    split,
    sampleShape,
    count,
    stored: values instanceof Uint8Array ? '8-bit integers' : '32-bit floats',
    scaling,
    facts,
    classNames: classNames ?? facts.perClass.map((entry) => entry.name),
    labels: labels && [...labels],
  };
}

/** Samples `from` to at most `from + count - 1` as pictures; an empty page behind the end. */
export function viewPage(
  { dataset, facts }: MeasuredDataset,
  from: number,
  count: number,
): Omit<DataPage, 'analogClasses'> {
  const end = Math.min(dataset.count, from + count);
  const samples = Array.from({ length: Math.max(0, end - from) }, (_, i) => from + i);
  const { height, width, channels } = pictureShape(dataset.sampleShape);
  const size = height * width * channels;
  const pixels = new Uint8Array(samples.length * size);
  for (const [i, sample] of samples.entries()) pixels.set(picture(dataset, facts, sample), i * size);
  return {
    from,
    count: samples.length,
    height,
    width,
    channels,
    pixels: Buffer.from(pixels).toString('base64'),
    labels: dataset.labels && samples.map((sample) => dataset.labels![sample]!),
  };
}

/** One sample as a picture; the range of values is that of the samples at hand. */
export function viewImage(dataset: Dataset, sample: number): SampleImage {
  const { height, width, channels } = pictureShape(dataset.sampleShape);
  const pixels = picture(dataset, measureDataset(dataset), sample);
  return { height, width, channels, pixels: Buffer.from(pixels).toString('base64') };
}

/** Tables and sequences are drawn as one row. */
function pictureShape(shape: Shape): { height: number; width: number; channels: 1 | 3 } {
  if (shape.length < 2) return { height: 1, width: sizeOf(shape), channels: 1 };
  return { height: shape[0]!, width: shape[1]!, channels: shape[2] === 3 ? 3 : 1 };
}

/** The lowest value of the split black, the highest white; of other numbers of channels than 3 the first one. */
function picture({ sampleShape, values }: Dataset, { lowest, highest }: DatasetFacts, sample: number): Uint8Array {
  const { height, width, channels } = pictureShape(sampleShape);
  const stored = sampleShape.length < 2 ? 1 : (sampleShape[2] ?? 1);
  const scale = highest > lowest ? 255 / (highest - lowest) : 0;
  const first = sample * sizeOf(sampleShape);
  return Uint8Array.from({ length: height * width * channels }, (_, i) => {
    const at = Math.floor(i / channels) * stored + (i % channels);
    return Math.round((values[first + at]! - lowest) * scale);
  });
}
