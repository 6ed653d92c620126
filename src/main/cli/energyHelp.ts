import { energyTables } from '../../shared/metrics/energyTables.ts';

const rows = energyTables.map(
  ({ name, mac, accumulate, neuronUpdate, title }) =>
    `  ${name.padEnd(16)} ${String(mac).padStart(7)} ${String(accumulate).padStart(11)} ${String(neuronUpdate).padStart(14)}  ${title}`,
);

/** What --energy takes, with every constant. */
export const energyHelpText = `
Energy is computing only: no memory traffic, no communication, no static power. --energy takes a name:
  in pJ            one MAC   spike/add  neuron update
${rows.join('\n')}
horowitz45: Horowitz 2014; devices as in keras-spiking. Processors compute every connection in every step; on chips that run
spikes only, the analog network is that of a GPU. Or a JSON file in pJ, "analog" and "currents" (once, everyStep) optional:
  {"spiking": {"title": "my chip", "mac": 4.6, "accumulate": 0.9, "neuronUpdate": 0.9}, "analog": {…}, "currents": "once"}`;
