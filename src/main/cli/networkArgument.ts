import type { NetworkChoice } from '../../shared/training/networkChoice.ts';
import { templateNames } from '../../shared/training/templates.ts';
import { readArchitectureFile } from '../store/architectureFile.ts';
import { parseTemplateOptions, type TrainOptions } from './trainFlags.ts';
import { wrongValue } from './values.ts';

/** What `train` is to train: a template by name, an architecture file (.json), or a model whose weights it starts from. Throws Problems. */
export async function readNetworkArgument(argument: string, options: TrainOptions): Promise<NetworkChoice> {
  const template = templateNames.find((name) => name === argument);
  if (template !== undefined) return { kind: 'template', template, ...parseTemplateOptions(options) };
  if (/\.(keras|h5)$/i.test(argument)) return { kind: 'model', path: argument };
  if (/\.json$/i.test(argument)) return { kind: 'architecture', architecture: await readArchitectureFile(argument) };
  throw wrongValue('The network', argument, `${templateNames.join(', ')}, a .json file of layers, or a Keras model`);
}
