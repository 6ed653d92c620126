import { join } from 'node:path';
import { accuracyAgainstTime } from '../../shared/chart/accuracyAgainstTime.ts';
import { renderChartSvg } from '../../shared/chart/renderSvg.ts';
import { columnsJson, longDictionary } from '../../shared/export/columnsJson.ts';
import { resultsCsvLines } from '../../shared/export/resultsCsv.ts';
import { encodeRunRecord } from '../../shared/export/runJson.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { writeFileAtomically } from './files.ts';
import { writeLinesAtomically } from './writeLines.ts';

/** Paths of what a sweep leaves behind. */
export interface ResultFiles {
  readonly csv: string;
  readonly json: string;
  /** Null where there are more curves than a figure can show. */
  readonly figure: string | null;
}

/** In pixels. */
const figureSize = { width: 960, height: 600 };
/** Nobody tells more curves than these apart, and drawing them takes minutes. */
const mostCurves = 500;

/** Writes the table, the record and the figure of all finished cells into the folder. Throws the Problem notWritable. */
export async function writeResults(folder: string, record: RunRecord): Promise<ResultFiles> {
  const { csv, json } = resultPaths(folder);
  await writeLinesAtomically(csv, resultsCsvLines(record));
  await writeDictionary(folder);
  await writeFileAtomically(json, encodeRunRecord(record));
  return { csv, json, figure: await writeFigure(folder, record) };
}

/** Writes what the columns of the table mean, the same for every sweep. */
export async function writeDictionary(folder: string): Promise<void> {
  await writeFileAtomically(join(folder, 'columns.json'), columnsJson({ 'results.csv': longDictionary() }));
}

/** Where the table and the record of a sweep are. */
export function resultPaths(folder: string): Pick<ResultFiles, 'csv' | 'json'> {
  return { csv: join(folder, 'results.csv'), json: join(folder, 'run.json') };
}

/** Whether a figure of a sweep is worth drawing. */
export function isDrawable({ cells, settings }: Pick<RunRecord, 'settings'> & { cells: readonly unknown[] }): boolean {
  return cells.length * settings.readouts.length <= mostCurves;
}

/** Draws the curves of a record, of which the tallies may be trimmed; its path, or null where there are too many. */
export async function writeFigure(folder: string, record: RunRecord): Promise<string | null> {
  if (!isDrawable(record)) return null;
  const path = join(folder, 'accuracy-against-time.svg');
  const { width, height } = figureSize;
  const figure = await renderChartSvg(accuracyAgainstTime(record, { theme: 'light', width, height }), figureSize);
  await writeFileAtomically(path, figure);
  return path;
}
