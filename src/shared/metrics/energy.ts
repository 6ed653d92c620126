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

/** What of a tally an energy is made of. */
export type Counted = Pick<Tally, 'synapticOperations' | 'count'>;

/**
 * Mean energy of the spiking network for one image up to and including a step, in microjoules. Event-driven: synaptic operations, updates of
 * neurons, and multiplications of an input that is a current. Otherwise every connection and neuron in every step, whatever spikes.
 */
export function energyAt(tally: Counted, { analog, network }: CellWork, model: EnergyModel, step: number): number {
  const { spiking, currents } = model;
  const steps = step + 1;
  const updates = network.neurons * spiking.neuronUpdate * steps;
  if (!spiking.isEventDriven) {
    return ((analog.macs * spiking.mac + analog.additions * spiking.accumulate) * steps + updates) / 1e6;
  }
  const operations = tally.synapticOperations[step]! / tally.count;
  const multiplications = network.currentMacs * (currents === 'once' ? 1 : steps);
  return (operations * spiking.accumulate + updates + multiplications * spiking.mac) / 1e6;
}

/** The same for every step: [step]. It never falls. */
export function spikingEnergy(tally: Counted, work: CellWork, model: EnergyModel): number[] {
  return tally.synapticOperations.map((_, step) => energyAt(tally, work, model, step));
}

/**
 * The simulated time up to which the spiking network costs no more than the analog one, between steps on a straight line; 0 where it costs
 * more from the first step on, null where it costs less up to the end.
 */
export function breakEvenTime(
  tally: Counted,
  work: CellWork,
  model: EnergyModel,
  timeStep: Milliseconds,
): Milliseconds | null {
  const analog = analogEnergy(work.analog, model);
  const isDearer = (step: number): boolean => energyAt(tally, work, model, step) > analog;
  // Energy never falls: the first step that is dearer lies between one that is not and one that is.
  let [cheap, dear] = [-1, tally.synapticOperations.length];
  while (dear - cheap > 1) {
    const middle = (cheap + dear) >> 1;
    if (isDearer(middle)) dear = middle;
    else cheap = middle;
  }
  if (dear === tally.synapticOperations.length) return null;
  if (dear === 0) return 0;
  const before = energyAt(tally, work, model, cheap);
  const time = (dear + (analog - before) / (energyAt(tally, work, model, dear) - before)) * timeStep;
  return Number(time.toPrecision(6));
}
