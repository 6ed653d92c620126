import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { architectureFileSchema } from '../../shared/training/architectureSchema.ts';
import type { NetworkChoice } from '../../shared/training/networkChoice.ts';
import { templateNames } from '../../shared/training/templates.ts';
import { fileProblem } from '../store/files.ts';
import { parseTemplateOptions, type TrainOptions } from './trainFlags.ts';
import { wrongValue } from './values.ts';

/** What `train` is to train: a template by name, an architecture file (.json), or a model whose weights it starts from. Throws Problems. */
export async function readNetworkArgument(argument: string, options: TrainOptions): Promise<NetworkChoice> {
  const template = templateNames.find((name) => name === argument);
  if (template !== undefined) return { kind: 'template', template, ...parseTemplateOptions(options) };
  if (/\.(keras|h5)$/i.test(argument)) return { kind: 'model', path: argument };
  if (/\.json$/i.test(argument)) return { kind: 'architecture', architecture: await readArchitecture(argument) };
  throw wrongValue('The network', argument, `${templateNames.join(', ')}, a .json file of layers, or a Keras model`);
}

async function readArchitecture(file: string) {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw fileProblem(file, error);
  });
  const wrong = (reason: string): WorkbenchError =>
    new WorkbenchError({ area: 'training', kind: 'notAnArchitecture', file, reason });
  const parsed = architectureFileSchema.safeParse(parseJson(text, wrong));
  if (parsed.success) return parsed.data;
  throw wrong(parsed.error.issues.slice(0, 5).map(describeIssue).join('; '));
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return `${place === '' ? 'the whole' : place.replace(/^\./, '')}: ${message}`;
}

function parseJson(text: string, wrong: (reason: string) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : 'it is no JSON');
  }
}
