import { WorkbenchError } from '../../shared/problems/problems.ts';
import { type EngineName, engineNames } from '../../shared/simulation/engineName.ts';
import { wrongValue } from './values.ts';

/** The engines of worker processes, which is what a command line has. */
const ownEngines = engineNames.filter((name) => name !== 'webgpu');

export const engineChoices = `one of ${ownEngines.join(', ')}`;

/** An engine by name; capitals do not matter. Throws the Problems wrongValue and, for webgpu, engineElsewhere. */
export function parseEngine(setting: string, text: string): EngineName {
  const name = text.trim().toLowerCase();
  if (name === 'webgpu') throw new WorkbenchError({ area: 'setting', kind: 'engineElsewhere', engine: name });
  const found = ownEngines.find((engine) => engine === name);
  if (found === undefined) throw wrongValue(setting, text, engineChoices);
  return found;
}
