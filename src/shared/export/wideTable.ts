import { energyCaveat } from '../metrics/energy.ts';
import { csvLine } from './csvLine.ts';
import { figureFacts } from './figureFacts.ts';
import { wideDictionary } from './columnsJson.ts';
import type { TableColumn } from './tableColumns.ts';
import type { TableContext } from './tableContext.ts';

/** Lines of a CSV file (RFC 4180) with one row for each finished cell and readout; numbers are the shortest that read back the same. */
export function* wideCsvLines(
  columns: readonly TableColumn[],
  context: TableContext,
): Generator<string, void, undefined> {
  yield csvLine(columns.map(({ name }) => name));
  for (const row of context.rows) yield csvLine(columns.map(({ value }) => value(row, context)));
}

/** The same as JSON, with what it is about and what its columns mean; in lines, so that it can be written as it is made. */
export function* tableJsonLines(
  columns: readonly TableColumn[],
  context: TableContext,
): Generator<string, void, undefined> {
  const { spiking, analog, currents } = context.moment.energy;
  const head = {
    schema: 1,
    about: figureFacts(context.record),
    energy: { spiking, analog, currents, caveat: energyCaveat },
    columns: wideDictionary(columns),
  };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "rows": [`;
  let joint = '\n';
  for (const row of context.rows) {
    const entries = columns.map(({ name, value }) => [name, value(row, context)] as const);
    yield `${joint}    ${JSON.stringify(Object.fromEntries(entries))}`;
    joint = ',\n';
  }
  yield '\n  ]\n}\n';
}
