import type { Command } from 'commander';
import { figureKinds } from '../../shared/api/exportViews.ts';
import { figureFormats } from '../../shared/chart/figureFormats.ts';
import { energyHelpText } from './energyHelp.ts';
import { jsonHelp, type Options, textOf } from './options.ts';
import type { Output } from './output.ts';
import type { RunChoice } from './readRun.ts';

/** The commands that make files for papers of a run: `figure` and `table`. */
export function addExportCommands(program: Command, output: Output): void {
  addRunChoice(
    program
      .command('figure')
      .description(
        'Draws a chart of a run as SVG, PDF or PNG at the width of a paper’s column, of a page or of a slide.',
      ),
  )
    .option('--chart <name>', `${figureKinds.join(', ')} (default: accuracy-time)`)
    .option(
      '--preset <name>',
      `${figureFormats.map(({ name, title }) => `${name} (${title})`).join(', ')} (default: one-column)`,
    )
    .option('--format <name>', 'svg, pdf or png (default: told by the ending of --out, else svg)')
    .option('--dpi <number>', 'pixels of a PNG for each inch, 36 to 2400 (default: 300)')
    .option('--height <points>', 'height in points of 1/72 inch (default: what suits the chart)')
    .option('--x <scale>', 'time axis: linear, log (default: linear)')
    .option('--range <name>', 'accuracy axis: plateau, whole (default: plateau, the heights at which curves end)')
    .option('--at <time>', 'simulated time at which accuracy and costs are taken, as 50ms (default: the longest)')
    .option('--energy <name or file>', 'constants of the energy estimate, see the end of this help')
    .option('--out <file>', 'file to write (default: the name of the chart, in this folder)')
    .option('--json', jsonHelp)
    .addHelpText('after', energyHelpText)
    .action(async (folder: string, options: Options) => {
      const { figure } = await import('./figureCommand.ts');
      const flags = {
        chart: textOf(options, 'chart'),
        preset: textOf(options, 'preset'),
        format: textOf(options, 'format'),
        dotsPerInch: textOf(options, 'dpi'),
        height: textOf(options, 'height'),
        timeAxis: textOf(options, 'x'),
        range: textOf(options, 'range'),
        at: textOf(options, 'at'),
        energy: textOf(options, 'energy'),
        out: textOf(options, 'out'),
        asJson: options.json === true,
      };
      await figure(runChoice(folder, options), flags, output);
    });

  addRunChoice(
    program
      .command('table')
      .description('Writes the numbers of a run as CSV, JSON, LaTeX or Markdown, with what its columns mean.'),
  )
    .option(
      '--format <name>',
      'csv (a row for every cell, readout and time step), wide-csv (a row for every cell and readout), json, latex or markdown (default: told by the ending of --out, else markdown)',
    )
    .option('--columns <names>', 'columns of a table with a row for every cell and readout, with commas between them')
    .option('--at <time>', 'simulated time at which accuracy and costs are taken, as 50ms (default: the longest)')
    .option('--seeds <how>', 'latex and markdown: each seed in a row of its own, or their mean ± deviation: each, mean')
    .option('--energy <name or file>', 'constants of the energy estimate, see the end of this help')
    .option('--out <file>', 'file to write; without it, the table goes to stdout')
    .option('--json', jsonHelp)
    .addHelpText('after', energyHelpText)
    .action(async (folder: string, options: Options) => {
      const { table } = await import('./tableCommand.ts');
      const flags = {
        format: textOf(options, 'format'),
        columns: textOf(options, 'columns'),
        at: textOf(options, 'at'),
        energy: textOf(options, 'energy'),
        seeds: textOf(options, 'seeds'),
        out: textOf(options, 'out'),
        asJson: options.json === true,
      };
      await table(runChoice(folder, options), flags, output);
    });
}

/** Which part of which run a figure or table shows. */
function addRunChoice(command: Command): Command {
  return command
    .argument('<folder>', 'folder of a project or of results, or a run.json')
    .option('--run <id or name>', 'run of a project (default: the latest that is finished)')
    .option('--cells <filter>', 'cells to keep, as in the filter of the window: "poisson threshold>=1"')
    .option('--readout <names>', 'readouts to keep, with commas between them');
}

function runChoice(folder: string, options: Options): RunChoice {
  return {
    folder,
    run: textOf(options, 'run'),
    cells: textOf(options, 'cells'),
    readouts: textOf(options, 'readout'),
  };
}
