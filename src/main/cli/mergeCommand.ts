import { readFile, stat } from 'node:fs/promises';
import { decodeRunRecord } from '../../shared/export/runJson.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { chooseShards } from '../cluster/chooseShards.ts';
import { readShards } from '../cluster/findShards.ts';
import { type Merged, mergeShards } from '../cluster/mergeShards.ts';
import { openResults } from '../store/resultsStore.ts';
import { catchInterrupt } from './interrupt.ts';
import type { Output } from './output.ts';
import { version } from './session.ts';
import { describeResults, summariseResults } from './sweepSummary.ts';

/** A record of more bytes is not read again for a summary. */
const mostSummarised = 64e6;

/** `merge DIR… --out RESULTS`: results of shards into the files that one machine would have written. Gives the exit code. */
export async function merge(
  folders: readonly string[],
  out: string | null,
  asJson: boolean,
  output: Output,
): Promise<number> {
  if (out === null) {
    const needed = 'name the folder for the results';
    throw new WorkbenchError({ area: 'setting', kind: 'missingSetting', setting: '--out', needed });
  }
  const { signal, release } = catchInterrupt();
  try {
    const found = await readShards(folders);
    const { plan } = chooseShards(found, version);
    const store = await openResults(out, plan.settings, 'resume', version);
    try {
      const merged = await mergeShards(found, out, { version, signal });
      return await printMerged(merged, asJson, output);
    } finally {
      await store.close();
    }
  } finally {
    release();
  }
}

/** Prints what a merge gave, as `sweep` would where it can be read again. Gives the exit code: 1 where cells failed. */
export async function printMerged(merged: Merged, asJson: boolean, output: Output): Promise<number> {
  const { files, cells, failed, shards, unused } = merged;
  const exitCode = failed === 0 ? 0 : 1;
  const record = await readSmall(files.json);
  if (asJson) {
    const summary = record === null ? { files } : summariseResults(record, files, failed === 0);
    output.print(JSON.stringify({ ...summary, complete: failed === 0, shards, unused }));
    return exitCode;
  }
  const counts = `${cells} cells of ${shards} ${shards === 1 ? 'shard' : 'shards'}`;
  const rest = unused === 0 ? '' : `; ${unused} more ${unused === 1 ? 'was' : 'were'} not needed`;
  output.print(`Merged ${counts}${rest}.`);
  output.print(record === null ? `Table:  ${files.csv}\nRecord: ${files.json}` : describeResults(record, files));
  if (failed > 0) output.say(`${failed} of ${cells} cells failed.`);
  return exitCode;
}

async function readSmall(path: string): Promise<RunRecord | null> {
  const { size } = await stat(path);
  return size > mostSummarised ? null : decodeRunRecord(await readFile(path, 'utf8'), path);
}
