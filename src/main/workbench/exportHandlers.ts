import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { assertNever } from '../../shared/assertNever.ts';
import type { ExportedFile } from '../../shared/api/workbench.ts';
import { resultsCsvLines } from '../../shared/export/resultsCsv.ts';
import { encodeRunRecord } from '../../shared/export/runJson.ts';
import { summaryTable } from '../../shared/export/summaryTable.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { writeFileAtomically } from '../store/files.ts';
import { createAllowedFolders } from './allowedFolders.ts';
import type { HandlersOf } from './handlerParts.ts';
import { createPaperHandlers } from './paperHandlers.ts';
import type { RunRecords } from './runRecords.ts';
import type { Session } from './session.ts';

type ExportKind = 'results.csv' | 'run.json' | 'summary.txt';

export function createExportHandlers(session: Session, records: RunRecords): HandlersOf<'export'> {
  return {
    ...createPaperHandlers(records),
    'export.make': async ({ run, kind }) => makeFile(kind, await records.read(run)),
    async 'export.save'({ name, encoding, content, where }) {
      const path = where === 'ask' ? await session.host.chooseSavePath(name) : await figurePath(name);
      if (path === null) return { path };
      await writeFileAtomically(path, encoding === 'utf8' ? content : Buffer.from(content, 'base64'));
      session.act(`Saved "${path}"`);
      return { path };
    },
    async 'export.reveal'({ path }) {
      session.host.reveal(await session.allowed.check(path));
      return null;
    },
  };

  async function figurePath(name: string): Promise<string> {
    const { folder, figuresFolder } = session.requireProject();
    await mkdir(figuresFolder, { recursive: true });
    // A project from elsewhere may bring a link along, as its figures or as one of them.
    const { check } = await createAllowedFolders([folder]);
    return check(join(figuresFolder, name));
  }
}

function makeFile(kind: ExportKind, record: RunRecord): ExportedFile {
  switch (kind) {
    case 'results.csv':
      return { name: kind, media: 'text/csv', text: [...resultsCsvLines(record)].join('') };
    case 'run.json':
      return { name: kind, media: 'application/json', text: encodeRunRecord(record) };
    case 'summary.txt':
      return { name: kind, media: 'text/plain', text: summaryTable(record) };
    default:
      return assertNever(kind);
  }
}
