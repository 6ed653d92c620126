import type { Flags } from '../bench/workloads.ts';

/** A setting of the demo's network: samples of its test digits, and the flags of the command line. */
export interface DemoCase {
  readonly name: string;
  readonly samples: number;
  readonly flags: Flags;
}

const readout = 'spike-count,membrane-potential';

/** What the specs convert and simulate whole: one setting in 100 images, each other family of methods and encodings in fewer. */
export const demoCases: readonly DemoCase[] = [
  { name: 'rueckauer2017', samples: 100, flags: { preset: 'rueckauer2017', duration: '16', readout } },
  { name: 'annarchy', samples: 8, flags: { preset: 'annarchy', encoding: 'IB', duration: '40', readout } },
  { name: 'calibrated', samples: 8, flags: { preset: 'calibrated', duration: '20', readout } },
  {
    name: 'calibrated-poisson',
    samples: 8,
    flags: { preset: 'calibrated', encoding: 'poisson-400', duration: '20', readout },
  },
  { name: 'qcfs', samples: 8, flags: { preset: 'qcfs', duration: '16', readout } },
  { name: 'signed', samples: 8, flags: { preset: 'signed', duration: '20', readout } },
  { name: 'few-spike', samples: 8, flags: { preset: 'few-spike', duration: '32', readout: 'membrane-potential' } },
  {
    name: 'ttfs',
    samples: 8,
    flags: { preset: 'ttfs', set: 'calibration-steps=8', duration: '32', readout: 'membrane-potential' },
  },
];
