import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import { measureTallyBytes, type TallyBytes } from '../../shared/metrics/tallyBytes.ts';
import type { Desk } from './desk.ts';

/** How fast one worker simulates. */
export interface MeasuredSpeed {
  /** Samples times networks times steps. */
  readonly stepsPerSecond: number;
  /** Name of the simulation engine. */
  readonly engine: string;
  /** What a result takes on the disk. */
  readonly bytes: TallyBytes;
}

/** A rough calibration is as fast to simulate as a good one. */
const calibrationSamples = 20;
const mostEncodings = 3;
const samples = 3;

/** Simulates a few samples under the first encodings of a sweep, on a worker. Throws conversion Problems. */
export async function measureSimulation(
  { desk }: { readonly desk: Pick<Desk, 'run'> },
  asked: SweepSettings,
): Promise<MeasuredSpeed> {
  const calibration = { ...asked.calibration, samples: Math.min(asked.calibration.samples, calibrationSamples) };
  const settings = { ...asked, calibration };
  const plan = planSweep(settings);
  const firsts = plan.groups.slice(0, mostEncodings).map((group) => plan.simulations[group[0]!]!);
  const prepared = await desk.run({ kind: 'prepare', settings, simulations: firsts });
  const count = Math.min(samples, settings.data.count);
  let seconds = 0;
  let bytes: TallyBytes = { fixed: 0, perSample: 0 };
  for (const [index, simulation] of firsts.entries()) {
    const simulate = (from: number, number: number) =>
      desk.run({
        kind: 'simulate',
        settings,
        simulations: [simulation],
        calibrations: [prepared.calibrations[index]!],
        steps: plan.steps,
        from,
        count: number,
        analogClasses: Array.from({ length: number }, () => 0),
      });
    await simulate(0, 1); // loads the network, which a run does once
    const started = performance.now();
    const [tally] = await simulate(0, count);
    if (tally !== undefined) bytes = measureTallyBytes(tally);
    seconds += (performance.now() - started) / 1000;
  }
  return { stepsPerSecond: (count * plan.steps * firsts.length) / seconds, engine: prepared.engine, bytes };
}
