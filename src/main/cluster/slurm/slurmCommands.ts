import { spawn } from 'node:child_process';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import { shellQuote } from './shellQuote.ts';

/** The commands of Slurm that are needed. */
export type SlurmCommand = 'sbatch' | 'squeue' | 'sacct' | 'scancel';

/** Calls a command of Slurm; gives what it printed. Throws the Problems slurmMissing and slurmRefused. */
export type CallSlurm = (command: SlurmCommand, args: readonly string[]) => Promise<string>;

/** Exit code of a shell that does not find a command. */
const notFound = 127;
/** ms; a controller that does not answer keeps commands waiting for minutes. */
const longest = 120_000;

/** Calls on this machine, or through ssh on a host: there a shell reads the command, so each word is quoted. */
export function createSlurmCalls(host: string | null): CallSlurm {
  return (command, args) => {
    const [file, words] =
      host === null
        ? [command, args]
        : ['ssh', ['-o', 'BatchMode=yes', host, [command, ...args].map(shellQuote).join(' ')]];
    return new Promise((resolve, reject) => {
      const child = spawn(file, words, { stdio: ['ignore', 'pipe', 'pipe'], timeout: longest });
      let out = '';
      let err = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      child.once('error', () => reject(missing(file, null)));
      child.once('close', (code, signal) => {
        if (code === 0) resolve(out);
        else if (code === notFound) reject(missing(command, host));
        else reject(refused(command, lastLine(err) ?? (signal === null ? `exit code ${code}` : 'it gave no answer')));
      });
    });
  };
}

function missing(command: string, host: string | null): WorkbenchError {
  return new WorkbenchError({ area: 'cluster', kind: 'slurmMissing', command, host });
}

function refused(command: string, reason: string): WorkbenchError {
  return new WorkbenchError({ area: 'cluster', kind: 'slurmRefused', command, reason });
}

/** The last line that says something, without the name of the command before it. */
function lastLine(text: string): string | null {
  const line = text.split('\n').findLast((one) => one.trim() !== '');
  return line?.replace(/^\w+: (error: |fatal: )?/, '').replace(/[.\s]+$/, '') ?? null;
}
