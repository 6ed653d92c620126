import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replayBundle, type ReplayReport } from '../engine/replayBundle.ts';
import type { RawSettings } from './flags.ts';
import { catchInterrupt } from './interrupt.ts';
import type { Output } from './output.ts';
import { createProgressBar } from './progressBar.ts';
import { provenance, withEngine } from './session.ts';
import { parseWorkers } from './settings.ts';

export interface ReplayOptions {
  readonly raw: RawSettings;
  readonly model: string | null;
  readonly data: string | null;
  readonly asJson: boolean;
}

/** `replay BUNDLE`: runs a bundle again and compares to the byte. Gives the exit code: 1 where something differs. */
export async function replay(
  bundle: string,
  { raw, model, data, asJson }: ReplayOptions,
  output: Output,
): Promise<number> {
  const workers = parseWorkers(raw);
  const { signal, release } = catchInterrupt();
  const bar = createProgressBar(process.stderr);
  const folder = await mkdtemp(join(tmpdir(), 'spikebench-replay-'));
  try {
    const report = await withEngine(workers, (engine) =>
      replayBundle(engine, { bundle, folder, model, data, provenance }, { signal, onProgress: bar.update }),
    );
    bar.clear();
    output.print(asJson ? JSON.stringify(report) : describe(bundle, report));
    return report.isSame ? 0 : 1;
  } finally {
    bar.clear();
    release();
    await rm(folder, { recursive: true, force: true });
  }
}

function describe(name: string, report: ReplayReport): string {
  const { bundle, spikebench, changedFiles, inputs, table, record, isSame } = report;
  const lines = [
    changedFiles.length === 0
      ? `${bundle.files} files are as they were stored`
      : `Changed since they were stored: ${changedFiles.join(', ')}`,
    ...(inputs.length === 0 ? ['Model and data are those of the bundle'] : inputs.map(capitalised)),
    ...(bundle.spikebench === spikebench
      ? []
      : [`Made by Spikebench ${bundle.spikebench}, run again by ${spikebench}`]),
    ...(report.engine === null ? [] : [capitalised(report.engine)]),
    ...(report.isRenamed ? ['Cells have other ids than in the bundle, which are left out of the comparison'] : []),
    table === null ? 'results.csv is the same, byte for byte' : `results.csv differs at ${table}`,
    record === null ? 'run.json is the same, byte for byte' : `run.json differs at ${record}`,
    isSame ? `"${name}" replays: ${bundle.cells} cells to the byte` : `"${name}" does not replay`,
  ];
  return lines.join('\n');
}

function capitalised(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}
