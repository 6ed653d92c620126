import { readFile } from 'node:fs/promises';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import { fileProblem } from '../../store/files.ts';
import { shellQuote } from './shellQuote.ts';
import type { SlurmSettings } from './slurmSettings.ts';

/** The job script where no other template is named. */
export const defaultTemplate = `#!/bin/bash
# Written by Spikebench: one task of the array is one shard of the sweep.
{{options}}
set -eu
{{modules}}
exec {{command}}
`;

/** What a task of the array does. */
export interface ShardCommand {
  readonly node: string;
  readonly runner: string;
  /** Paths. */
  readonly plan: string;
  readonly out: string;
  readonly shards: number;
}

/** The script of a job array. Throws the Problems wrongTemplate, fileMissing, fileUnreadable. */
export async function writeJobScript(settings: SlurmSettings, command: ShardCommand): Promise<string> {
  const file = settings.template;
  const template =
    file === undefined
      ? defaultTemplate
      : await readFile(file, 'utf8').catch((error: unknown) => {
          throw fileProblem(file, error);
        });
  const values: Readonly<Record<string, string>> = {
    options: optionLines(settings).join('\n'),
    modules: settings.modules.map((module) => `module load ${shellQuote(module)}`).join('\n'),
    command: commandLine(settings, command),
  };
  if (file !== undefined) checkTemplate(file, template, Object.keys(values));
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name]!).replaceAll(/\n{2,}/g, '\n');
}

function checkTemplate(file: string, template: string, known: readonly string[]): void {
  const wrong = (reason: string): WorkbenchError =>
    new WorkbenchError({ area: 'cluster', kind: 'wrongTemplate', file, reason });
  if (!template.startsWith('#!')) throw wrong('its first line must name a shell, as #!/bin/bash');
  if (!template.includes('{{command}}')) throw wrong('it lacks {{command}}, which stands for what a task does');
  const unknown = [...template.matchAll(/\{\{(\w+)\}\}/g)]
    .map(([, name]) => name!)
    .find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw wrong(`there is no {{${unknown}}}, only ${known.map((name) => `{{${name}}}`).join(', ')}`);
}

function optionLines({ partition, account, qos, constraint, time, memory, cpus }: SlurmSettings): readonly string[] {
  const options = { partition, account, qos, constraint, time, mem: memory, 'cpus-per-task': cpus };
  return Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`#SBATCH --${name}=${value}`],
  );
}

function commandLine({ container, cpus }: SlurmSettings, { node, runner, plan, out, shards }: ShardCommand): string {
  const words = [node, runner, 'sweep', plan, '--out', out, '--workers', String(cpus)].map(shellQuote);
  return [container, ...words, `--shard "$SLURM_ARRAY_TASK_ID/${shards}"`].filter((word) => word !== '').join(' ');
}

/** Numbers as Slurm lists the tasks of an array: "1-4,7". */
export function arrayList(numbers: readonly number[], throttle: number | undefined): string {
  const runs: [number, number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  const list = runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',');
  return throttle === undefined ? list : `${list}%${throttle}`;
}
