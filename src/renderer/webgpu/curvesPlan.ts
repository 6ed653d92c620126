import { populationSize } from '../../shared/conversion/network.ts';
import type { BufferPlan, Kernel } from './kernel.ts';
import { meterWords, planMeter } from './meter.ts';
import { planOutputSpikes } from './outputs.ts';
import type { SharedNetworks } from './sharedNetworks.ts';
import type { Sent } from './populationPlan.ts';

/** What is read back, for every step of every sample: counts, output spikes and output potentials. Nothing else leaves the device. */
export interface CurvesPlan {
  readonly buffers: readonly BufferPlan[];
  /** [meter][sample][step][word] */
  readonly counts: BufferPlan;
  /** [network] */
  readonly networks: readonly NetworkCurves[];
  /** Where a population's kernel is to write its potentials, if anybody asks. */
  potentialsOf(population: number): BufferPlan | null;
  /** The kernels that measure a block, once it is known what populations send. */
  kernels(sent: readonly Sent[]): readonly Kernel[];
}

export interface NetworkCurves {
  readonly classes: number;
  /** [population of the network]; null for those that send no spikes. */
  readonly meters: readonly (MeterUse | null)[];
  /** Both [sample][step][class]. */
  readonly outputSpikes: BufferPlan;
  readonly outputPotentials: BufferPlan;
}

/** Which meter counts a population, and synaptic operations of a spike, where all its neurons agree; null: the meter has added them up. */
export interface MeterUse {
  readonly meter: number;
  readonly operationsOfSpike: number | null;
}

/** Counts of a population, and its operations for the networks with this fan-out by pixel. */
interface Meter {
  readonly population: number;
  readonly fanOut: Uint32Array | null;
}

export function planCurves(
  { networks, populations, members, fanOuts }: SharedNetworks,
  analog: readonly boolean[],
  steps: number,
): CurvesPlan {
  const spiking = populations.map(({ dynamics }, index) => dynamics.kind !== 'accumulator' && !analog[index]!);
  const meters: Meter[] = [];
  // Those with a table first, so that networks that need the count alone find it there.
  for (const [n, tables] of fanOuts.entries()) {
    for (const [index, table] of tables.entries()) {
      const population = members[n]![index]!;
      if (spiking[population]! && !isUniform(table)) meterOf(population, table);
    }
  }
  const uses = fanOuts.map((tables, n) =>
    tables.map((table, index): MeterUse | null => {
      const population = members[n]![index]!;
      if (!spiking[population]!) return null;
      return isUniform(table)
        ? { meter: meterOf(population, null), operationsOfSpike: table[0] ?? 0 }
        : { meter: meterOf(population, table), operationsOfSpike: null };
    }),
  );
  const spikes = new Map<number, BufferPlan>();
  const potentials = new Map<number, BufferPlan>();
  for (const [n, { outputs }] of networks.entries()) {
    addCurve(spikes, members[n]![outputs.spiking]!, 'output spikes');
    addCurve(potentials, members[n]![outputs.accumulating]!, 'output potentials');
  }
  const counts: BufferPlan = {
    label: 'counts',
    fixed: 0,
    perSample: 4 * meterWords * steps * meters.length,
    content: null,
  };

  return {
    buffers: [counts, ...spikes.values(), ...potentials.values()],
    counts,
    networks: networks.map(({ outputs }, n) => ({
      classes: populationSize(populations[members[n]![outputs.spiking]!]!),
      meters: uses[n]!,
      outputSpikes: spikes.get(members[n]![outputs.spiking]!)!,
      outputPotentials: potentials.get(members[n]![outputs.accumulating]!)!,
    })),
    potentialsOf: (population) => potentials.get(population) ?? null,
    kernels: (sent) => [
      ...meters.flatMap(({ population, fanOut }, meter) => {
        const signal = sent[population]!;
        const { name, shape } = populations[population]!;
        return signal.kind === 'spikes' ? [planMeter(name, signal.rows, shape[2], fanOut, counts, meter)] : [];
      }),
      ...[...spikes].flatMap(([population, buffer]) => {
        const signal = sent[population]!;
        return signal.kind === 'spikes' ? [planOutputSpikes(populations[population]!.name, signal.rows, buffer)] : [];
      }),
    ],
  };

  function meterOf(population: number, fanOut: Uint32Array | null): number {
    const known = meters.findIndex(
      (meter) =>
        meter.population === population && (fanOut === null || (meter.fanOut !== null && equal(meter.fanOut, fanOut))),
    );
    return known === -1 ? meters.push({ population, fanOut }) - 1 : known;
  }

  function addCurve(curves: Map<number, BufferPlan>, population: number, label: string): void {
    const perSample = 4 * steps * populationSize(populations[population]!);
    if (!curves.has(population)) curves.set(population, { label, fixed: 0, perSample, content: null });
  }
}

function isUniform(table: Uint32Array): boolean {
  return table.every((targets) => targets === table[0]);
}

function equal(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
