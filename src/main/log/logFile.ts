import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How much a line of the log matters. */
export type LogLevel = 'info' | 'note' | 'problem' | 'bug';

/** What a maintainer reads after something went wrong: what happened, with paths, and nothing of models or data. */
export interface LogFile {
  readonly path: string;
  /** Written at once, so that it is there after a crash; lost where it cannot be written. */
  write(level: LogLevel, text: string): void;
  /** The last lines, at most so many. */
  tail(lines: number): readonly string[];
}

/** Bytes of a file and number of files: 5 MB at most. */
const usualLimits = { bytes: 1_000_000, files: 5 };
/** Characters of one entry: a stack says enough with its first lines. */
const longestEntry = 8000;

/** Opens the log in a folder, spikebench.log, with older ones as spikebench.1.log and so on. Several processes may write to it. */
export function openLogFile(folder: string, { bytes, files } = usualLimits): LogFile {
  const path = join(folder, 'spikebench.log');
  const numbered = (number: number): string =>
    join(folder, number === 0 ? 'spikebench.log' : `spikebench.${number}.log`);

  function makeRoomFor(entry: string): void {
    if (sizeOf(path) + Buffer.byteLength(entry) <= bytes) return;
    for (let number = files - 2; number >= 0; number--) {
      if (sizeOf(numbered(number)) > 0) renameSync(numbered(number), numbered(number + 1));
    }
  }

  return {
    path,
    write(level, text) {
      const lines = text.slice(0, longestEntry).trimEnd().replaceAll('\n', '\n    ');
      const entry = `${new Date().toISOString()} ${process.pid} ${level}: ${lines}\n`;
      try {
        mkdirSync(folder, { recursive: true });
        makeRoomFor(entry);
        appendFileSync(path, entry);
      } catch {
        // A log that cannot be written must not stop the work.
      }
    },
    tail(lines) {
      const text = [numbered(1), path].map(readText).join('');
      return text
        .split('\n')
        .filter((line) => line !== '')
        .slice(-lines);
    },
  };
}

/** 0 where there is no file. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
