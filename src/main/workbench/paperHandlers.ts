import type { TableFormat } from '../../shared/api/exportViews.ts';
import type { ExportedFile, WorkbenchHandlers } from '../../shared/api/workbench.ts';
import { figureFormats } from '../../shared/chart/figureFormats.ts';
import { figureTitles } from '../../shared/export/figures.ts';
import { renderFigure } from '../../shared/export/renderFigure.ts';
import { tableContext } from '../../shared/export/tableContext.ts';
import { columnNames, makeTable, tableEndings } from '../../shared/export/tableFormats.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import type { RunRecords } from './runRecords.ts';

/** Figures and tables of a run, made by the same code as those of the command line. */
export function createPaperHandlers(
  records: Pick<RunRecords, 'read'>,
): Pick<WorkbenchHandlers, 'export.figure' | 'export.pdf' | 'export.table'> {
  const recordOf = keepFinished(records);
  return {
    async 'export.figure'({ run, preset, format, dotsPerInch, height, ...request }) {
      const page = figureFormats.find(({ id }) => id === preset)!;
      const figure = await renderFigure(await recordOf(run), request, page, height);
      if ('wanted' in figure) {
        const title = figureTitles[request.kind];
        throw new WorkbenchError({
          area: 'setting',
          kind: 'wrongValue',
          setting: 'Figure',
          value: title,
          allowed: request.kind === 'difference' ? `${figure.wanted} in Results` : figure.wanted,
        });
      }
      const { figureFile } = await import('../figures/figureFile.ts');
      return figureFile(figure, format, dotsPerInch, `${request.kind}-${page.name}`);
    },
    async 'export.pdf'({ svg, title }) {
      const { figurePdf } = await import('../figures/figurePdf.ts');
      const pdf = await figurePdf(svg, { title, facts: null }, pointsPerPixel);
      return { base64: pdf.toString('base64') };
    },
    async 'export.table'({ run, format, columns, time, seeds, energy }) {
      const context = tableContext(await recordOf(run), { at: time, energy });
      const known = columnNames(context);
      const unknown = columns?.find((name) => !known.includes(name));
      if (unknown !== undefined) {
        const allowed = `names among ${known.join(', ')}`;
        throw new WorkbenchError({ area: 'setting', kind: 'wrongValue', setting: 'Columns', value: unknown, allowed });
      }
      const { lines, dictionary } = makeTable({ format, columns, seeds }, context);
      const name = `${tableNames[format]}.${tableEndings[format]}`;
      const files: ExportedFile[] = [{ name, media: media[format], text: [...lines].join('') }];
      if (dictionary !== null) {
        files.push({ name: `${tableNames[format]}.columns.json`, media: 'application/json', text: dictionary(name) });
      }
      return files;
    },
  };
}

/** Charts of the window are drawn in CSS pixels of 1/96 inch. */
const pointsPerPixel = 72 / 96;

const tableNames: Readonly<Record<TableFormat, string>> = {
  csv: 'results',
  'wide-csv': 'results-wide',
  json: 'results-table',
  latex: 'results-table',
  markdown: 'results-table',
};

const media: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv',
  'wide-csv': 'text/csv',
  json: 'application/json',
  latex: 'application/x-tex',
  markdown: 'text/markdown',
};

/** Reads a finished record once for all that is made of it; one that still grows is read again. */
function keepFinished({ read }: Pick<RunRecords, 'read'>): (run: string) => Promise<RunRecord> {
  let latest: { readonly run: string; readonly record: RunRecord } | null = null;
  return async (run) => {
    if (latest?.run === run) return latest.record;
    const record = await read(run);
    latest = record.cells.every(({ tally }) => tally !== null) ? { run, record } : null;
    return record;
  };
}
