import { useMemo } from 'react';
import { defaultEnergy, type EnergyModel } from '../../shared/metrics/energy.ts';
import { energyModelSchema } from '../../shared/metrics/energySchema.ts';
import { usePreference } from './preferences.ts';

/** The constants with which energies are estimated, in every view; kept for the user. */
export function useEnergy(): readonly [EnergyModel, (model: EnergyModel) => void] {
  const [text, save] = usePreference('energy', '');
  const model = useMemo(() => readModel(text), [text]);
  return [model, (next) => save(JSON.stringify(next))];
}

function readModel(text: string): EnergyModel {
  try {
    const { data } = energyModelSchema.safeParse(JSON.parse(text));
    return data ?? defaultEnergy;
  } catch {
    return defaultEnergy;
  }
}
