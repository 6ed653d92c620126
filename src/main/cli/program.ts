import { Command, Option } from 'commander';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { addExportCommands } from './exportCommands.ts';
import { addSettings, namesInWords, rawSettings, type SettingKey } from './flags.ts';
import { jsonHelp, type Options, textOf } from './options.ts';
import type { Output } from './output.ts';
import { version } from './session.ts';
import { addTrainCommand } from './trainProgram.ts';

const dataSettings: readonly SettingKey[] = ['data', 'split', 'offset', 'limit', 'scale'];
const listSettings: readonly SettingKey[] = ['preset', 'encoding', 'threshold', 'readout', 'duration', 'seed'];
const otherSettings: readonly SettingKey[] = [
  'set',
  'timeStep',
  'k',
  'maxRate',
  'calibration',
  'percentile',
  'workers',
];

/**
 * The commands with their flags and help. Actions load what they need when they are called, so that `--help` and wrong flags are
 * answered at once; each gives the exit code to `finish`.
 */
export function createProgram(output: Output, finish: (exitCode: number) => void): Command {
  const program = new Command('spikebench')
    .description(
      'Converts trained Keras networks to spiking networks, simulates them, and sweeps the settings of the conversion.',
    )
    .version(version)
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ helpWidth: Math.max(80, Math.min(process.stdout.columns ?? 120, 120)) })
    .configureOutput({ writeOut: (text) => output.print(text), writeErr: () => {} })
    .addHelpText('after', '\nspikebench COMMAND --help says what every setting means, its unit, range and default.');

  program
    .command('inspect')
    .description('Shows the layers of a model, their shapes and parameters, and what each preset converts.')
    .argument('<model>', 'Keras model: .keras or .h5')
    .option('--json', jsonHelp)
    .action(async (model: string, options: Options) => {
      const { inspect } = await import('./inspectCommand.ts');
      await inspect(model, options.json === true, output);
    });

  addSettings(
    program
      .command('evaluate')
      .description('Measures the accuracy of the analog network, the reference of every conversion.')
      .argument('<model>', 'Keras model: .keras or .h5'),
    [...dataSettings, 'workers'],
  )
    .option('--outputs <file>', "write the network's outputs to an .npz file: float32 array `outputs` [sample][class]")
    .option('--json', jsonHelp)
    .action(async (model: string, options: Options) => {
      const { evaluate } = await import('./evaluateCommand.ts');
      const outputs = typeof options.outputs === 'string' ? options.outputs : null;
      await evaluate(model, { raw: rawSettings(options), outputs, asJson: options.json === true }, output);
    });

  addSettings(
    program
      .command('run')
      .description(
        'Converts a model with one setting and simulates it: accuracy at every time step, spikes, operations.',
      )
      .argument('<model>', 'Keras model: .keras or .h5'),
    [...dataSettings, ...listSettings, ...otherSettings, 'engine'],
  )
    .addHelpText('after', namesInWords)
    .option('--per-sample', 'also the spikes of each sample in each population')
    .option('--json', jsonHelp)
    .action(async (model: string, options: Options) => {
      const { run } = await import('./runCommand.ts');
      const flags = { asJson: options.json === true, perSample: options.perSample === true };
      await run(model, { raw: rawSettings(options), ...flags }, output);
    });

  addSettings(
    program
      .command('sweep')
      .description(
        'Simulates a grid of settings: every combination of preset, encoding, threshold and seed; readouts and durations cost nothing extra.',
      )
      .argument(
        '<model or file.json>',
        'Keras model (.keras or .h5), a JSON file with `model` and the flags as keys, or the plan.json of a sweep',
      ),
    [...dataSettings, ...listSettings, ...otherSettings, 'engine', 'out'],
    listSettings,
  )
    .addHelpText('after', namesInWords)
    .option('--resume', 'go on with the sweep in the --out folder: what is finished there is not simulated again')
    .option(
      '--shard <n/of>',
      'compute one part of the sweep on this machine, as 3/40, into a file in the --out folder; merge puts all of them together',
    )
    .addOption(
      new Option(
        '--executor <where>',
        'where it is computed: on this machine, or on the nodes of a Slurm cluster',
      ).choices(['local', 'slurm']),
    )
    .option(
      '--slurm <setting=value>',
      'with --executor slurm, such as --slurm partition=short (spikebench explain slurm lists them); may be given several times',
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .option('--slurm-settings <file>', 'the same settings as a JSON object')
    .option('--plan', 'with --executor slurm: only say what it would cost and show the job script; nothing is sent')
    .option('--detach', 'with --executor slurm: Ctrl-C leaves the job on the cluster, and --resume follows it again')
    .option('--json', jsonHelp)
    .action(async (subject: string, options: Options) => {
      const { readSweepSource } = await import('./sweepSource.ts');
      const source = await readSweepSource(subject, rawSettings(options));
      const asJson = options.json === true;
      const shardWanted = textOf(options, 'shard');
      if (shardWanted !== null) {
        const { shard } = await import('./shardCommand.ts');
        return finish(await shard(source, shardWanted, asJson, output));
      }
      const use = options.resume === true ? 'resume' : 'new';
      if (clusterWanted(options)) {
        const { sweepOnCluster } = await import('./clusterCommand.ts');
        const flags = {
          given: Array.isArray(options.slurm) ? options.slurm.map(String) : [],
          file: textOf(options, 'slurmSettings'),
          onlyPlan: options.plan === true,
          detach: options.detach === true,
        };
        return finish(await sweepOnCluster(source, { use, asJson, ...flags }, output));
      }
      const { sweep } = await import('./sweepCommand.ts');
      finish(await sweep(source, { use, asJson }, output));
    });

  program
    .command('merge')
    .description('Puts the results of shards together into the files that one machine would have written.')
    .argument('<folders...>', 'folders to which sweep --shard wrote, in any order; or the files of shards themselves')
    .option('--out <folder>', 'folder for the results, made where there is none')
    .option('--json', jsonHelp)
    .action(async (folders: string[], options: Options) => {
      const { merge } = await import('./mergeCommand.ts');
      finish(await merge(folders, textOf(options, 'out'), options.json === true, output));
    });

  addSettings(
    program
      .command('convert')
      .description(
        'Writes the converted network for other programs: a NIR file, simulated first as they run it, or a .keras file without batch normalisation.',
      )
      .argument('<model>', 'Keras model: .keras or .h5'),
    [...dataSettings, ...listSettings, ...otherSettings],
  )
    .addHelpText('after', namesInWords)
    .requiredOption('--to <format>', 'nir or keras')
    .option(
      '--profile <a|b>',
      'of a NIR file: a for Norse, SpikingJelly and sinabs, b for snnTorch and SpikingJelly; default: a',
    )
    .option('--approximate', 'write a NIR file although it cannot say all of the network; what is lost is named')
    .requiredOption('--out <file>', 'the file to write')
    .option('--json', jsonHelp)
    .action(async (model: string, options: Options) => {
      const { convert } = await import('./convertCommand.ts');
      const flags = { approximate: options.approximate === true, asJson: options.json === true };
      const profile = typeof options.profile === 'string' ? options.profile : null;
      await convert(
        model,
        { raw: rawSettings(options), to: String(options.to), out: String(options.out), profile, ...flags },
        output,
      );
    });

  program
    .command('bundle')
    .description(
      'Packs a finished run for others: settings, results, figures, hashes, methods paragraph, and how to run it again.',
    )
    .argument('<folder>', 'folder of results of sweep, or of a run of a project')
    .requiredOption('--out <file>', 'the zip file to write')
    .option('--with-model', 'the model goes along')
    .option('--with-data', 'the data set goes along')
    .option('--model <path>', 'where the model is now; default: where it was')
    .option('--data <path>', 'where the data are now; default: where they were')
    .option('--json', jsonHelp)
    .action(async (folder: string, options: Options) => {
      const { bundle } = await import('./bundleCommand.ts');
      const flags = {
        out: String(options.out),
        model: textOf(options, 'model'),
        data: textOf(options, 'data'),
        withModel: options.withModel === true,
        withData: options.withData === true,
        asJson: options.json === true,
      };
      await bundle(folder, flags, output);
    });

  addSettings(
    program
      .command('replay')
      .description(
        'Runs a bundle again, compares the results with the stored ones byte for byte, and names what differs.',
      )
      .argument('<bundle>', 'zip file that bundle wrote'),
    ['workers'],
  )
    .option('--model <path>', 'model to use in the place of the one in the bundle')
    .option('--data <path>', 'data to use in the place of those in the bundle')
    .option('--json', jsonHelp)
    .action(async (bundle: string, options: Options) => {
      const { replay } = await import('./replayCommand.ts');
      const flags = { raw: rawSettings({ workers: options.workers }), asJson: options.json === true };
      finish(
        await replay(bundle, { model: textOf(options, 'model'), data: textOf(options, 'data'), ...flags }, output),
      );
    });

  program
    .command('explain')
    .description('Shows the settings of a preset, what they mean, and where they come from.')
    .argument('[preset]', 'name of the preset, or slurm for the settings of a cluster; without it, all presets')
    .option('--json', jsonHelp)
    .action(async (preset: string | undefined, options: Options) => {
      const { explain } = await import('./explainCommand.ts');
      explain(preset ?? null, options.json === true, output);
    });

  addSettings(
    program
      .command('diagnose')
      .description(
        'Finds what a conversion loses and where: firing rates against activations in every layer, the parts of the error, and the accuracy with the layers up to each one analog.',
      )
      .argument('<model>', 'Keras model: .keras or .h5'),
    [...dataSettings, ...listSettings, ...otherSettings],
  )
    .option(
      '--at <ms,…>',
      'times in ms at which to measure, as "4, 16, 64"; simulated to the last; default: a sixteenth, a quarter and all of --duration',
    )
    .addHelpText('after', '\nWithout --limit the first 200 samples are looked at.\n')
    .addHelpText('after', namesInWords)
    .option('--json', jsonHelp)
    .action(async (model: string, options: Options) => {
      const { diagnose } = await import('./diagnoseCommand.ts');
      const at = typeof options.at === 'string' ? options.at : null;
      await diagnose(model, { raw: rawSettings(options), at, asJson: options.json === true }, output);
    });

  addSettings(
    program
      .command('verify')
      .description(
        'Simulates the same samples on every engine of this machine and says, layer by layer, where their spikes differ from the reference.',
      )
      .argument('<model>', 'Keras model: .keras or .h5'),
    [...dataSettings, ...listSettings, ...otherSettings],
  )
    .addHelpText('after', '\nWithout --limit the first 20 samples are compared.\n')
    .addHelpText('after', namesInWords)
    .option('--json', jsonHelp)
    .action(async (model: string, options: Options) => {
      const { verify } = await import('./verifyCommand.ts');
      await verify(model, { raw: rawSettings(options), asJson: options.json === true }, output);
    });

  program
    .command('stopping')
    .description(
      'Shows what stopping samples early gives in the finished cells of a sweep: mean time and accuracy for every margin, without simulating again.',
    )
    .argument('<folder>', 'folder of results of sweep, or its run.json')
    .option('--minimum <steps>', 'steps that every sample gets before it may stop; a whole number from 1; default: 1')
    .option('--points <n>', 'percentage points of accuracy that the chosen margin may cost; 0 to 100; default: 0.5')
    .option('--csv', 'print every margin of every cell and readout as CSV')
    .option('--json', jsonHelp)
    .action(async (folder: string, options: Options) => {
      const { stopping } = await import('./stoppingCommand.ts');
      const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
      const format = options.json === true ? 'json' : options.csv === true ? 'csv' : 'text';
      await stopping(folder, { minimum: text(options.minimum), points: text(options.points), format }, output);
    });

  program
    .command('project')
    .description('Runs the sweep of a project of the workbench, into its folder, or goes on with its unfinished run.')
    .argument('<folder>', 'folder of the project, with its project.json')
    .option('--json', jsonHelp)
    .action(async (folder: string, options: Options) => {
      const { project } = await import('./projectCommand.ts');
      finish(await project(folder, options.json === true, output));
    });

  addExportCommands(program, output);
  addTrainCommand(program, output);

  addSettings(
    program
      .command('demo')
      .description(
        'Sweeps three encodings and three thresholds on a small network and digits that come with Spikebench.',
      ),
    ['limit', 'workers', 'out'],
  )
    .option('--resume', 'go on with a demo that was interrupted, instead of starting anew')
    .option('--json', jsonHelp)
    .action(async (options: Options) => {
      const { demo } = await import('./demoCommand.ts');
      const use = options.resume === true ? 'resume' : 'replace';
      finish(await demo(rawSettings(options), use, options.json === true, output));
    });

  return program;
}

/** Whether a sweep goes to a cluster; what is for clusters only is refused elsewhere. */
function clusterWanted(options: Options): boolean {
  if (options.executor === 'slurm') return true;
  const given: Options = {
    ...options,
    slurm: Array.isArray(options.slurm) && options.slurm.length > 0 ? true : undefined,
  };
  const flag = (['slurm', 'slurmSettings', 'plan', 'detach'] as const).find((name) => given[name] !== undefined);
  if (flag === undefined) return false;
  const setting = `--${flag === 'slurmSettings' ? 'slurm-settings' : flag}`;
  throw new WorkbenchError({
    area: 'setting',
    kind: 'missingSetting',
    setting: '--executor slurm',
    needed: `${setting} is for a cluster`,
  });
}

/** Commander's own complaint in one line, without its prefix. */
export function describeUsageError(message: string): string {
  return message
    .replace(/^error: /, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
}
