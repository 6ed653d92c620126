import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { z } from 'zod';
import { codeOf } from './files.ts';

/** Who wrote a file that lasts as long as a process, such as a lock. */
export const processSchema = z.object({
  pid: z.int(),
  host: z.string(),
  /** ISO 8601. */
  since: z.string(),
  /** What tells the process from a later one with its number; null where the system does not say. */
  born: z.string().nullable().default(null),
});

export type ProcessMark = z.infer<typeof processSchema>;

/** This process, from now on. */
export function describeThisProcess(): ProcessMark {
  return { pid: process.pid, host: hostname(), since: new Date().toISOString(), born: birthOf(process.pid) };
}

/** Whether a process of this machine is still there, and not another one that got its number. */
export function isProcessAlive({ pid, since, born }: ProcessMark): boolean {
  const bornNow = birthOf(pid);
  if (born !== null && bornNow !== null) return born === bornNow;
  // A number says little after the machine was switched off and on. A minute, since the clock may have been set meanwhile.
  if (born === null && Date.parse(since) < Date.now() - uptime() * 1000 - 60_000) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Start of a process in ticks since the system's start, which Linux tells; null elsewhere, and of one that is not there. */
function birthOf(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, which may hold anything, the start is the 20th value.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
