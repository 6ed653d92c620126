import { CommanderError } from 'commander';
import { exitCodeOf, WorkbenchError } from '../../shared/problems/problems.ts';
import { openLogFile } from '../log/logFile.ts';
import { logFolder, userFolders } from '../store/userFolders.ts';
import { interruptedExitCode } from './interrupt.ts';
import { processOutput } from './output.ts';
import { createProgram, describeUsageError } from './program.ts';

/** The command line. Exit codes: 0 done, 1 a problem with files, cells or a bug, 2 a wrong value, 130 ended by Ctrl-C (143: SIGTERM). */
async function main(): Promise<void> {
  // A reader that closes early (`| head`) is no failure.
  process.stdout.on('error', () => process.exit(0));
  const program = createProgram(processOutput, (exitCode) => {
    process.exitCode = exitCode;
  });
  try {
    if (process.argv.length <= 2) program.outputHelp();
    else await program.parseAsync(process.argv);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** Says what went wrong in one line on stderr; returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    processOutput.say(`${describeUsageError(error.message)}. Add --help to see what is possible.`);
    return 2;
  }
  if (error instanceof WorkbenchError) {
    processOutput.say(error.message);
    const { problem } = error;
    return problem.area === 'run' && problem.kind === 'cancelled' ? interruptedExitCode() : exitCodeOf(problem);
  }
  if (error instanceof Error && error.name === 'AbortError') {
    processOutput.say('Cancelled.');
    return interruptedExitCode();
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const log = openLogFile(logFolder(userFolders()));
  log.write('bug', stack);
  const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
  processOutput.say(
    `Spikebench has a bug: ${line?.replace(/[.\s]*$/, '')}. Please report it in Spikebench's issue tracker, with the command and the end of "${log.path}".`,
  );
  if (process.env.SPIKEBENCH_DEBUG === '1') console.error(error);
  return 1;
}

await main();
