import { architectureText } from '../../shared/training/architectureText.ts';
import { createTemplate, templateNames } from '../../shared/training/templates.ts';
import type { Output } from './output.ts';
import { parseTemplateOptions, type TrainOptions } from './trainFlags.ts';
import { wrongValue } from './values.ts';

/** `train TEMPLATE --print`: the template as an architecture file, for the images of MNIST. Throws setting Problems. */
export function printArchitecture(name: string, options: TrainOptions, output: Output): void {
  const template = templateNames.find((known) => known === name);
  if (template === undefined) throw wrongValue('The template', name, templateNames.join(', '));
  const samples = { inputShape: [28, 28, 1], classes: 10 };
  const architecture = createTemplate(template, { ...samples, ...parseTemplateOptions(options) });
  output.print(architectureText(architecture).trimEnd());
}
