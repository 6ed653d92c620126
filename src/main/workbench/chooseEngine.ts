import type { EngineChoice } from '../../shared/api/runViews.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { engineWords } from '../../shared/results/engineWords.ts';
import type { EngineName } from '../../shared/simulation/engineName.ts';
import { simulatedBy } from '../../shared/sweep/simulatedBy.ts';
import type { EngineComparison } from '../engine/gpu/compareEngines.ts';
import type { Planner, ReadyDraft } from './planner.ts';
import type { RunControl } from './runControl.ts';
import type { Session } from './session.ts';

/** A draft with the engine that is to simulate it, and how that came to be chosen. */
export interface ChosenEngine extends ReadyDraft {
  readonly notes: readonly string[];
}

/**
 * Settles what simulates a run: what was chosen, or with `auto` what an unfinished run of these settings has, else the faster of CPU and GPU
 * on a few samples. Throws the Problem noGpu where one is wanted and none is offered, and conversion Problems.
 */
export async function chooseEngine(
  session: Session,
  runs: Pick<RunControl, 'find'>,
  planner: Pick<Planner, 'learnComparison'>,
  ready: ReadyDraft,
  choice: EngineChoice,
  signal: AbortSignal,
): Promise<ChosenEngine> {
  const by = (engine: EngineName, ...notes: string[]): ChosenEngine => ({
    ...ready,
    settings: simulatedBy(ready.settings, engine),
    notes,
  });
  const { name, reason } = session.engine.gpu.offered;
  if (choice === 'cpu') return { ...ready, notes: [] };
  if (choice === 'gpu') {
    if (name === null) throw new WorkbenchError({ area: 'run', kind: 'noGpu', reason });
    return by('webgpu');
  }
  for (const engine of ['webgpu', 'simd'] as const) {
    const known = await runs.find(simulatedBy(ready.settings, engine));
    if (known !== null && known.state !== 'finished') return by(engine);
  }
  if (name === null) return by('simd');
  session.act('Measuring CPU and GPU');
  const comparison = await session.engine.compare(ready.settings, ready.files, { signal });
  planner.learnComparison(ready.settings, comparison);
  const note = describeComparison(comparison);
  session.notice(note);
  return by(fasterOf(comparison), note);
}

/** The GPU where it is faster and gives every image the same class. */
export function fasterOf({ cpu, gpu }: EngineComparison): 'simd' | 'webgpu' {
  const isFaster = gpu.isThere && gpu.agreement !== 'none' && gpu.stepsPerSecond > cpu.stepsPerSecond;
  return isFaster ? 'webgpu' : 'simd';
}

/** The comparison in sentences, with the choice that follows. */
export function describeComparison(comparison: EngineComparison): string {
  const { samples, networks, steps, cpu, gpu } = comparison;
  const rate = (stepsPerSecond: number): string => `${Number((stepsPerSecond / steps).toPrecision(3))} simulations/s`;
  const what = `${samples} ${samples === 1 ? 'image' : 'images'} in ${networks} ${networks === 1 ? 'network' : 'networks'}`;
  const choice = fasterOf(comparison) === 'webgpu' ? 'The GPU simulates.' : 'The CPU simulates.';
  const workers = `${rate(cpu.stepsPerSecond)} on the CPU (${cpu.workers} ${cpu.workers === 1 ? 'worker' : 'workers'})`;
  if (!gpu.isThere) return `Measured on ${what}: ${workers}; the GPU could not: ${gpu.reason}. ${choice}`;
  return `Measured on ${what}: ${workers}, ${rate(gpu.stepsPerSecond)} on the ${engineWords(gpu.name)}, ${agreementWords(gpu.agreement)}. ${choice}`;
}

function agreementWords(agreement: 'same' | 'predictions' | 'none'): string {
  switch (agreement) {
    case 'same':
      return 'with the same counts';
    case 'predictions':
      return 'with the same classes and a few other spikes';
    case 'none':
      return 'with other classes';
  }
}
