import { watchMemory } from '../../src/main/engine/watchMemory.ts';
import type { Bytes } from './mutateBytes.ts';
import { readAnything } from './readAnything.ts';
import type { Reader } from './startFiles.ts';

/** From the fuzzer to the process that reads. */
export interface FuzzTask {
  readonly reader: Reader;
  readonly name: string;
  readonly bytes: Bytes;
}

/** What came of it: `outcome` is "value" or a Problem; `bug` is the stack of what was thrown instead. */
export interface FuzzAnswer {
  readonly outcome: string | null;
  readonly bug: string | null;
  readonly milliseconds: number;
  /** Bytes of resident memory, the most that the process ever had. */
  readonly memory: number;
}

/** Reads what it is sent, one file after the other, in a process that may be lost; more than `limit` bytes of memory end it. */
export function readForFuzzer(limit: number): void {
  watchMemory(limit)(true);
  process.on('message', (task: FuzzTask) => {
    void answer(task).then((reply) => process.send?.(reply));
  });
  process.on('disconnect', () => process.exit());
}

async function answer({ reader, name, bytes }: FuzzTask): Promise<FuzzAnswer> {
  const started = performance.now();
  const result = await readAnything(reader, name, bytes).then(
    (outcome) => ({ outcome, bug: null }),
    (error: unknown) => ({
      outcome: null,
      bug: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
  );
  const milliseconds = performance.now() - started;
  return { ...result, milliseconds, memory: process.resourceUsage().maxRSS * 1024 };
}
