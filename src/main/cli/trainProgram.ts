import type { Command } from 'commander';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { TrainingUse } from '../store/trainingFiles.ts';
import { addSettings, rawSettings } from './flags.ts';
import { jsonHelp, type Options } from './options.ts';
import type { Output } from './output.ts';
import { addTrainingSettings, templatesInWords } from './trainFlags.ts';

/** The command `train`. */
export function addTrainCommand(program: Command, output: Output): void {
  const command = program
    .command('train')
    .description(
      'Trains a network and writes it as a Keras model, with its curves; then measures it on the test split.',
    )
    .argument('<network>', 'template (see below), architecture file (.json), or Keras model to train on');
  addTrainingSettings(addSettings(command, ['data', 'offset', 'limit', 'scale']))
    .option('--split <name>', 'part of the data to train on; default: train, or the only one there is')
    .option('--out <file>', 'the .keras file to write')
    .option('--resume', 'go on with the training of --out, from its last checkpoint')
    .option('--overwrite', 'start anew, whatever stands at --out')
    .option('--print', 'print the architecture of a template for images of 28 × 28 and 10 classes, and train nothing')
    .option('--json', jsonHelp)
    .addHelpText('after', templatesInWords)
    .action(async (network: string, options: Options) => {
      if (options.print === true) {
        const { printArchitecture } = await import('./printArchitecture.ts');
        return printArchitecture(network, options, output);
      }
      const { train } = await import('./trainCommand.ts');
      const flags = { raw: rawSettings(options), options, use: useOf(options), asJson: options.json === true };
      await train(network, flags, output);
    });
}

function useOf(options: Options): TrainingUse {
  if (options.resume === true && options.overwrite === true) {
    throw new WorkbenchError({
      area: 'setting',
      kind: 'wrongValue',
      setting: '--resume',
      value: '--overwrite',
      allowed: 'one of the two',
    });
  }
  if (options.resume === true) return 'resume';
  return options.overwrite === true ? 'overwrite' : 'new';
}
