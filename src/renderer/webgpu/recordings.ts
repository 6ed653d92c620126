import type { Recording, SpikeTrain } from '../../shared/simulation/recording.ts';
import type { MeterUse, NetworkCurves } from './curvesPlan.ts';
import type { BufferPlan } from './kernel.ts';
import { meterWords } from './meter.ts';
import type { NetworksPlan } from './networksPlan.ts';
import type { ReadPart } from './readBack.ts';

/** What to read of a batch. */
export function curveParts({ curves }: NetworksPlan, samples: number): readonly ReadPart[] {
  return curves.buffers.map((buffer) => ({ buffer, bytes: buffer.perSample * samples }));
}

/** Recordings of a batch from what was read, `curveParts` in order: [sample][network]. `trains`: [sample][population of all networks]. */
export function readRecordings(
  plan: NetworksPlan,
  samples: number,
  read: readonly ArrayBuffer[],
  trains: readonly (readonly SpikeTrain[])[] | null,
): readonly (readonly Recording[])[] {
  const { curves, members, steps } = plan;
  const bytesOf = (buffer: BufferPlan): ArrayBuffer => read[curves.buffers.indexOf(buffer)]!;
  const counts = new Uint32Array(bytesOf(curves.counts));
  return Array.from({ length: samples }, (_, sample) =>
    curves.networks.map((network, n): Recording => {
      const { spikeCounts, synapticOperations } = readMeters(network, counts, sample, samples, steps);
      const first = sample * steps * network.classes;
      const length = steps * network.classes;
      return {
        steps,
        spikeCounts,
        synapticOperations,
        outputSpikes: Int8Array.from(new Int32Array(bytesOf(network.outputSpikes), 4 * first, length)),
        outputPotentials: new Float32Array(bytesOf(network.outputPotentials), 4 * first, length).slice(),
        trains: trains === null ? null : members[n]!.map((population) => trains[sample]![population]!),
      };
    }),
  );
}

function readMeters(
  { meters }: NetworkCurves,
  counts: Uint32Array,
  sample: number,
  samples: number,
  steps: number,
): Pick<Recording, 'spikeCounts' | 'synapticOperations'> {
  const synapticOperations = new Float64Array(steps);
  const spikeCounts = meters.map((use) => {
    const spikes = new Uint32Array(steps);
    if (use === null) return spikes;
    for (let step = 0; step < steps; step++) {
      const at = ((use.meter * samples + sample) * steps + step) * meterWords;
      spikes[step] = counts[at]!;
      synapticOperations[step]! += operationsAt(use, counts, at);
    }
    return spikes;
  });
  return { spikeCounts, synapticOperations };
}

function operationsAt({ operationsOfSpike }: MeterUse, counts: Uint32Array, at: number): number {
  return operationsOfSpike === null ? counts[at + 1]! + counts[at + 2]! * 2 ** 32 : counts[at]! * operationsOfSpike;
}
