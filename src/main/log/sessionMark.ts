import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { describeThisProcess, isProcessAlive, processSchema } from '../store/processLife.ts';

/** A file that is there as long as a session lasts: one whose process is gone tells the next start of a crash. */
export interface SessionMark {
  /** A session that ended without saying so, the latest one; told once. */
  readonly crashed: CrashedSession | null;
  /** Writes down what is about to end the session. */
  fail(reason: string): void;
  /** The session has ended as it should. */
  end(): void;
}

export interface CrashedSession {
  /** ISO 8601. */
  readonly since: string;
  /** What ended it, where it could still say so; a kill and a power cut give no time to. */
  readonly reason: string | null;
}

const markSchema = processSchema.extend({ reason: z.string().nullable() });

/** Begins a session with its mark in the folder. Everything is written at once: there may be no later. */
export function beginSession(folder: string): SessionMark {
  const crashed = takeCrashed(folder);
  const path = join(folder, `${process.pid}.json`);
  const mark = describeThisProcess();
  const write = (reason: string | null): void =>
    ignoringErrors(() => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, JSON.stringify({ ...mark, reason }));
    });
  write(null);
  return {
    crashed,
    fail: write,
    end: () => ignoringErrors(() => rmSync(path, { force: true })),
  };
}

/** Reads and removes the marks of sessions whose process is gone. */
function takeCrashed(folder: string): CrashedSession | null {
  const crashed: CrashedSession[] = [];
  ignoringErrors(() => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const { data: mark } = markSchema.safeParse(readJson(path));
      if (mark !== undefined && (mark.host !== hostname() || isProcessAlive(mark))) continue;
      if (mark !== undefined) crashed.push(mark);
      rmSync(path, { force: true });
    }
  });
  return crashed.toSorted((a, b) => (a.since < b.since ? 1 : -1))[0] ?? null;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    return null;
  }
}

/** Marks help people and must never stop them. */
function ignoringErrors(work: () => void): void {
  try {
    work();
  } catch {
    // The next start will not know of a crash.
  }
}
