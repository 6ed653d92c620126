/** Energy of one operation, in picojoules. */
export interface EnergyConstants {
  readonly name: string;
  readonly title: string;
  /** Multiplication with an addition. */
  readonly mac: number;
  /** One weight added because of one spike, or one addition. */
  readonly accumulate: number;
  /** One update of one neuron in one step. */
  readonly neuronUpdate: number;
  /** Computes for spikes only; otherwise every connection in every step. */
  readonly isEventDriven: boolean;
  /** Runs the analog network too: chips for spikes do not. */
  readonly runsAnalog: boolean;
  readonly source: string;
}

const horowitz = 'Horowitz 2014, ISSCC, 45 nm; an update of a neuron counts as one addition';
const degnan =
  'Degnan, Marr and Hasler 2016, IEEE Trans. VLSI 24:58, one multiplication with an addition for everything, as in keras-spiking';

/**
 * Published energies of operations (docs/decisions/0072). Arithmetic in 45 nm CMOS as SpikingJelly counts with it, and devices as
 * keras-spiking does. Estimates of computing alone.
 */
export const energyTables: readonly EnergyConstants[] = [
  arithmetic('horowitz45-fp32', '45 nm CMOS, 32-bit floating point', 4.6, 0.9),
  arithmetic('horowitz45-fp16', '45 nm CMOS, 16-bit floating point', 1.5, 0.4),
  arithmetic('horowitz45-int8', '45 nm CMOS, 8-bit integers', 0.23, 0.03),
  chip('loihi', 'Loihi', 27.1, 81, 'Davies et al. 2018, IEEE Micro 38:82, as in keras-spiking'),
  chip('spinnaker', 'SpiNNaker', 13_300, 26_000, 'Höppner et al. 2019, IEEE Trans. Circuits Syst. I 66:2973'),
  chip('spinnaker2', 'SpiNNaker 2', 450, 2190, 'Höppner et al. 2019, IEEE Trans. Circuits Syst. I 66:2973'),
  processor('cpu', 'CPU (Core i7-4960X)', 8600),
  processor('gpu', 'GPU (GTX Titan Black)', 300),
  processor('arm', 'ARM Cortex-A', 900),
];

function arithmetic(name: string, title: string, mac: number, accumulate: number): EnergyConstants {
  return {
    name,
    title,
    mac,
    accumulate,
    neuronUpdate: accumulate,
    isEventDriven: true,
    runsAnalog: true,
    source: horowitz,
  };
}

function chip(name: string, title: string, accumulate: number, neuronUpdate: number, source: string): EnergyConstants {
  // A current through a connection counts as one synaptic operation.
  return { name, title, mac: accumulate, accumulate, neuronUpdate, isEventDriven: true, runsAnalog: false, source };
}

function processor(name: string, title: string, mac: number): EnergyConstants {
  return {
    name,
    title,
    mac,
    accumulate: mac,
    neuronUpdate: mac,
    isEventDriven: false,
    runsAnalog: true,
    source: degnan,
  };
}
