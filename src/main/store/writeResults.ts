import { join } from 'node:path';
import { accuracyAgainstTime } from '../../shared/chart/accuracyAgainstTime.ts';
import { renderChartSvg } from '../../shared/chart/renderSvg.ts';
import { resultsCsvLines } from '../../shared/export/resultsCsv.ts';
import { encodeRunRecord } from '../../shared/export/runJson.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { writeFileAtomically } from './files.ts';

/** Paths of what a sweep leaves behind. */
export interface ResultFiles {
  readonly csv: string;
  readonly json: string;
  readonly figure: string;
}

/** In pixels. */
const figureSize = { width: 960, height: 600 };

/** Writes the table, the record and the figure of all finished cells into the folder. Throws the Problem notWritable. */
export async function writeResults(folder: string, record: RunRecord): Promise<ResultFiles> {
  const files = {
    csv: join(folder, 'results.csv'),
    json: join(folder, 'run.json'),
    figure: join(folder, 'accuracy-against-time.svg'),
  };
  await writeFileAtomically(files.csv, [...resultsCsvLines(record)].join(''));
  await writeFileAtomically(files.json, encodeRunRecord(record));
  const { width, height } = figureSize;
  const figure = await renderChartSvg(accuracyAgainstTime(record, { theme: 'light', width, height }), figureSize);
  await writeFileAtomically(files.figure, figure);
  return files;
}
