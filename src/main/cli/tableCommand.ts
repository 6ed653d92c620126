import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { tableContext } from '../../shared/export/tableContext.ts';
import { type TableFormat, tableFormats } from '../../shared/api/exportViews.ts';
import { columnNames, makeTable, tableEndings } from '../../shared/export/tableFormats.ts';
import { energyCaveat } from '../../shared/metrics/energy.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { stepsOf } from '../../shared/units.ts';
import { fileProblem, writeFileAtomically } from '../store/files.ts';
import { writeLinesAtomically } from '../store/writeLines.ts';
import { parseEnergy } from './energyOption.ts';
import type { Output } from './output.ts';
import { readRun, type RunChoice } from './readRun.ts';
import { parseNumber, wrongValue } from './values.ts';

/** Flags of `table` as they were written; null where absent. */
export interface TableFlags {
  readonly format: string | null;
  readonly columns: string | null;
  readonly at: string | null;
  readonly energy: string | null;
  readonly seeds: string | null;
  readonly out: string | null;
  readonly asJson: boolean;
}

/** `table FOLDER`: numbers of a run as CSV, JSON, LaTeX or Markdown, into a file or on stdout. */
export async function table(choice: RunChoice, flags: TableFlags, output: Output): Promise<void> {
  const format = parseFormat(flags.format, flags.out);
  const seeds = flags.seeds ?? 'each';
  if (seeds !== 'each' && seeds !== 'mean') throw wrongValue('--seeds', seeds, 'each or mean');
  if (format === 'csv' && flags.columns !== null) {
    throw wrongValue(
      '--columns',
      flags.columns,
      '--format wide-csv, json, latex or markdown: csv always has all columns',
    );
  }
  const energy = await parseEnergy(flags.energy);
  const record = await readRun(choice);
  const context = tableContext(record, { at: parseTime(flags.at, record), energy });
  const columns = parseColumns(flags.columns, columnNames(context));
  const { lines, dictionary } = makeTable({ format, columns, seeds }, context);
  if (flags.out === null) {
    const made = flags.asJson ? makeTable({ format: 'json', columns, seeds }, context).lines : lines;
    output.print([...made].join(''));
    return;
  }
  const files = [flags.out];
  await makeFolder(dirname(flags.out));
  await writeLinesAtomically(flags.out, lines);
  if (dictionary !== null) {
    const path = `${flags.out.replace(/\.\w+$/, '')}.columns.json`;
    files.push(path);
    await writeFileAtomically(path, dictionary(basename(flags.out)));
  }
  const rows = context.rows.length;
  if (flags.asJson) output.print(JSON.stringify({ format, rows, files, energyCaveat }));
  else output.print(`${rows} ${rows === 1 ? 'row' : 'rows'}: ${files.join(', ')}`);
}

function parseFormat(text: string | null, out: string | null): TableFormat {
  if (text === null) {
    const byName = tableFormats.find(
      (format) => format !== 'csv' && out?.endsWith(`.${tableEndings[format]}`) === true,
    );
    return byName ?? 'markdown';
  }
  const found = tableFormats.find((format) => format === text.trim().toLowerCase());
  if (found === undefined) throw wrongValue('--format', text, `one of ${tableFormats.join(', ')}`);
  return found;
}

/** A simulated time within the run, as "50" or "50ms"; null for its end. Throws the Problem wrongValue. */
export function parseTime(text: string | null, { settings }: RunRecord): number | null {
  if (text === null) return null;
  const longest = Math.max(...settings.durations);
  return parseNumber('--at', text.replace(/\s*ms$/i, ''), {
    least: settings.timeStep,
    most: stepsOf(longest, settings.timeStep) * settings.timeStep,
    isOpen: false,
    isWhole: false,
  });
}

function parseColumns(text: string | null, known: readonly string[]): readonly string[] | null {
  if (text === null) return null;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw wrongValue('--columns', unknown, `names among ${known.join(', ')}`);
  return [...new Set(names)];
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw fileProblem(folder, error);
  });
}
