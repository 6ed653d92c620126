import { create } from 'zustand';
import { type EngineChoice, engineChoices, type PlanView } from '../../shared/api/runViews.ts';
import { useGpu } from './gpuOffer.ts';
import { savePreference, usePreference } from './preferences.ts';
import { useWorkbench } from './workbenchStore.ts';

const key = 'run.engine';

/** What the next run is simulated by, as chosen; the CPU where there is no GPU. */
export function useEngineChoice(): EngineChoice {
  const [text] = usePreference(key, 'cpu');
  const gpu = useGpu();
  return gpu.state === 'offered' ? choiceIn(text) : 'cpu';
}

export function chooseEngine(engine: EngineChoice): void {
  savePreference(key, engine);
}

/** As kept, whether there is a GPU or not. */
export function keptChoice(): EngineChoice {
  return choiceIn(useWorkbench.getState().app?.preferences[key]);
}

/** Whether a run is about to start: with `auto` both are measured first, which takes some seconds. */
export const useStarting = create<{ readonly isStarting: boolean }>(() => ({ isStarting: false }));

/** s that a plan takes with the engine; null while unknown. `auto`: the shorter of the known ones. */
export function secondsWith({ seconds, gpuSeconds = null }: PlanView, engine: EngineChoice): number | null {
  switch (engine) {
    case 'cpu':
      return seconds;
    case 'gpu':
      return gpuSeconds;
    case 'auto':
      return seconds === null || gpuSeconds === null ? (seconds ?? gpuSeconds) : Math.min(seconds, gpuSeconds);
  }
}

function choiceIn(text: string | undefined): EngineChoice {
  return engineChoices.find((choice) => choice === text) ?? 'cpu';
}
