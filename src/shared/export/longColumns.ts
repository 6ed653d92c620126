import type { resultsColumns } from './resultsCsv.ts';

/** What a column of a CSV file holds. */
export interface ColumnMeaning {
  readonly name: string;
  /** `1` for shares and counts; empty for words. */
  readonly unit: string;
  readonly meaning: string;
}

/** Every column of results.csv. */
export const longMeanings: Readonly<Record<(typeof resultsColumns)[number], Omit<ColumnMeaning, 'name'>>> = {
  cell: { unit: '', meaning: 'Id of the cell: the same for the same settings, everywhere.' },
  preset: { unit: '', meaning: 'Preset of the conversion.' },
  encoding: { unit: '', meaning: 'How pixels become spikes or currents.' },
  threshold: { unit: '1', meaning: 'Factor on every threshold of the preset.' },
  readout: { unit: '', meaning: 'How the output layer becomes a class.' },
  seed: { unit: '1', meaning: 'Seed of the random numbers.' },
  time_ms: { unit: 'ms', meaning: 'Simulated time at the end of the step.' },
  samples: { unit: '1', meaning: 'Images that the row is counted over.' },
  accuracy: { unit: '1', meaning: 'Share of the images classified as labelled.' },
  accuracy_low: { unit: '1', meaning: 'Lower end of the 95 % Wilson interval of accuracy.' },
  accuracy_high: { unit: '1', meaning: 'Upper end of the 95 % Wilson interval of accuracy.' },
  analog_accuracy: { unit: '1', meaning: 'Accuracy of the analog network on the same images.' },
  agreement: { unit: '1', meaning: 'Share of the images classified as the analog network does.' },
  spikes_per_sample: {
    unit: '1',
    meaning: 'Spikes of all populations for one image, input included, from 0 to time_ms.',
  },
  synaptic_operations_per_sample: {
    unit: '1',
    meaning: 'Weights added because of one spike, for one image, from 0 to time_ms.',
  },
  tied: {
    unit: '1',
    meaning: 'Share of the images in which several classes have the best score; the lowest is taken.',
  },
  changes: { unit: '', meaning: 'Settings that differ from the preset, as --set takes them.' },
};
