import { type EngineName, engineSetting } from '../simulation/engineName.ts';
import type { SweepSettings } from './plan.ts';

/** The same settings for another engine, as where a run goes on without the GPU. */
export function simulatedBy(settings: SweepSettings, engine: EngineName): SweepSettings {
  const { engine: _, ...others } = settings;
  return { ...others, ...engineSetting(engine) };
}
