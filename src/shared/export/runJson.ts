import { z } from 'zod';
import { parseFileJson } from '../fileJson.ts';
import { WorkbenchError } from '../problems/problems.ts';
import type { CellRecord, RunRecord } from '../results/runRecord.ts';
import { runRecordSchema } from '../results/runRecordSchema.ts';

/** The text of run.json: indented, with every list of plain values on one line. */
export function encodeRunRecord(record: RunRecord): string {
  const cells = record.cells.map((cell, index) => runRecordText.cell(cell, index));
  return [runRecordText.start(record), ...cells, runRecordText.end(cells.length)].join('');
}

/** The same in pieces, a cell after the other, for records that are larger than the memory. */
export const runRecordText = {
  /** Everything before the cells, which are the last key of a record and not looked at. */
  start(record: RunRecord): string {
    return layOut({ ...record, cells: [] }, '').slice(0, -']\n}'.length);
  },
  cell(cell: CellRecord, index: number): string {
    return `${index === 0 ? '' : ','}\n    ${layOut(cell, '    ')}`;
  },
  end(cells: number): string {
    return cells === 0 ? ']\n}\n' : '\n  ]\n}\n';
  },
} as const;

/** The record in a run.json of this or an older version. `file` names it in the Problem that anything else gives. */
export function decodeRunRecord(text: string, file: string): RunRecord {
  const value = parseJson(text, file);
  const { data: version } = z.object({ schema: z.int() }).safeParse(value);
  if (version !== undefined && version.schema > 2) {
    throw notARecord(file, `its layout, version ${version.schema}, is newer than this Spikebench`);
  }
  const { data, error } = runRecordSchema.safeParse(value);
  if (error) throw notARecord(file, describeIssue(error.issues[0]));
  return data;
}

function parseJson(text: string, file: string): unknown {
  try {
    return parseFileJson(text);
  } catch {
    throw notARecord(file, 'it is not complete JSON');
  }
}

function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'it has another layout';
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
}

function notARecord(file: string, reason: string): WorkbenchError {
  return new WorkbenchError({ area: 'run', kind: 'notARecord', file, reason });
}

function layOut(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every((item) => item === null || typeof item !== 'object')) return JSON.stringify(value);
    return `[\n${value.map((item) => `${inner}${layOut(item, inner)}`).join(',\n')}\n${indent}]`;
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${layOut(item, inner)}`);
  return `{\n${entries.join(',\n')}\n${indent}}`;
}
