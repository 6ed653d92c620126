import { engineNames, engines } from '../simulation/engineName.ts';

/** What simulated a run, from the words of its record to those of a view: "GPU nvidia ampere, then CPU". */
export function engineWords(engine: string): string {
  return engine.split(', then ').map(oneEngine).join(', then ');
}

/** The same without the names of GPUs: "GPU, then CPU". */
export function shortEngineWords(engine: string): string {
  return engineWords(engine.replaceAll(/webgpu \(.*?\)(?=, then |$)/gs, 'webgpu'));
}

function oneEngine(engine: string): string {
  const [, name, inside] = /^(\w+)(?: \((.*)\))?$/s.exec(engine) ?? [];
  const known = engineNames.find((one) => one === name);
  if (known === undefined) return engine;
  const { label } = engines[known];
  return known === 'webgpu' && inside !== undefined ? `${label} ${inside}` : label;
}
