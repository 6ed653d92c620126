import type { AnalogWork, NetworkWork } from '../results/work.ts';
import type { Milliseconds } from '../units.ts';
import { type EnergyConstants, energyTables } from './energyTables.ts';
import type { Tally } from './tally.ts';

/** What an estimate of energy assumes. */
export interface EnergyModel {
  readonly spiking: EnergyConstants;
  readonly analog: EnergyConstants;
  /** Whether multiplications of an input that is a constant current are done once for an image, or again in every step. */
  readonly currents: 'once' | 'everyStep';
}

/** Said wherever an energy is. */
export const energyCaveat = 'Computing only: no memory traffic, no communication, no static power.';

/** Both networks in 45 nm CMOS with 32-bit floating point. */
export const defaultEnergy: EnergyModel = energyModelOf(energyTables[0]!);

/** The model of a table: the analog network on the same device, or on a GPU where that device runs spikes only. */
export function energyModelOf(spiking: EnergyConstants): EnergyModel {
  const analog = spiking.runsAnalog ? spiking : energyTables.find(({ name }) => name === 'gpu')!;
  return { spiking, analog, currents: 'once' };
}

/** What both networks do for an image besides spikes. */
export interface CellWork {
  readonly analog: AnalogWork;
  readonly network: NetworkWork;
}

/** Energy of the analog network for one image, in microjoules. */
export function analogEnergy({ macs, additions }: AnalogWork, { analog }: EnergyModel): number {
  return (macs * analog.mac + additions * analog.accumulate) / 1e6;
}

/**
 * Mean energy of the spiking network for one image up to and including each step, in microjoules: [step]. Event-driven: synaptic operations,
 * updates of neurons, and multiplications of an input that is a current. Otherwise every connection and neuron in every step, whatever spikes.
 */
export function spikingEnergy(
  { synapticOperations, count }: Pick<Tally, 'synapticOperations' | 'count'>,
  { analog, network }: CellWork,
  { spiking, currents }: EnergyModel,
): number[] {
  const updates = network.neurons * spiking.neuronUpdate;
  const connections = analog.macs * spiking.mac + analog.additions * spiking.accumulate;
  return synapticOperations.map((operations, step) => {
    const steps = step + 1;
    if (!spiking.isEventDriven) return ((connections + updates) * steps) / 1e6;
    const multiplications = network.currentMacs * (currents === 'once' ? 1 : steps);
    return ((operations / count) * spiking.accumulate + updates * steps + multiplications * spiking.mac) / 1e6;
  });
}

/**
 * The simulated time up to which the spiking network costs no more than the analog one, between steps on a straight line; 0 where it costs
 * more from the first step on, null where it costs less up to the end. `energy` as of `spikingEnergy`, both in the same unit.
 */
export function breakEvenTime(energy: readonly number[], analog: number, timeStep: Milliseconds): Milliseconds | null {
  const step = energy.findIndex((value) => value > analog);
  if (step === -1) return null;
  if (step === 0) return 0;
  const before = energy[step - 1]!;
  const time = (step + (analog - before) / (energy[step]! - before)) * timeStep;
  return Number(time.toPrecision(6));
}
