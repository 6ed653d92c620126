import { readdirSync, readFileSync } from 'node:fs';

/** Readings of Linux's /proc: processor time and memory of other processes. */

/** Time of a process's main thread in ms: on a core, and ready but waiting for one. */
export interface ThreadTime {
  readonly running: number;
  readonly waiting: number;
}

export interface ProcessMemory {
  /** Resident now, and at most so far, in MB. */
  readonly resident: number;
  readonly peak: number;
}

/** Ids of the processes that this one has started and that still run. */
export function childProcesses(): readonly number[] {
  return readdirSync('/proc/self/task').flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

/** The time of the main thread, which is where a worker computes. */
export function mainThreadTime(process: number): ThreadTime {
  const [running, waiting] = readFileSync(`/proc/${process}/schedstat`, 'utf8').split(' ').map(Number);
  return { running: running! / 1e6, waiting: waiting! / 1e6 };
}

/** Processor time of all threads in ms, in steps of 10. */
export function processorTime(process: number): number {
  const [user, system] = fieldsOf(process).slice(11, 13).map(Number);
  return (user! + system!) * 10;
}

/** Processor time in ms, in steps of 10, of the processes that this one started and that have ended, theirs included. */
export function endedChildrenTime(): number {
  const [user, system] = fieldsOf('self').slice(13, 15).map(Number);
  return (user! + system!) * 10;
}

/** The fields of /proc/PID/stat from the third on: the second is a name in brackets, which may contain spaces. */
function fieldsOf(process: number | 'self'): readonly string[] {
  return readFileSync(`/proc/${process}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
}

export function memoryOf(process: number): ProcessMemory {
  const status = readFileSync(`/proc/${process}/status`, 'utf8');
  const megabytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) / 1000;
  return { resident: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}
