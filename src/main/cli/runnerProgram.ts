import type { Command } from 'commander';
import { createProgram as createWholeProgram, describeUsageError } from './program.ts';
import type { Output } from './output.ts';

export { describeUsageError };

/** What the runner does; the other commands need files that lie beside an installed Spikebench. */
const runnerCommands = new Set(['inspect', 'evaluate', 'run', 'sweep', 'merge', 'explain']);

/** The command line of the runner. */
export function createProgram(output: Output, finish: (exitCode: number) => void): Command {
  const program = createWholeProgram(output, finish);
  const own = program.commands.filter((command) => runnerCommands.has(command.name()));
  const commands: Command[] = [...own];
  Object.defineProperty(program, 'commands', { value: commands });
  return program;
}
