import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeLinesAtomically } from '../../../src/main/store/writeLines.ts';
import { resultsCsvLines } from '../../../src/shared/export/resultsCsv.ts';
import { exampleRecord } from '../../shared/results/exampleRecord.ts';
import { withFolder } from '../cli/commandLine.ts';

test('100,000 rows of a kilobyte each go to the disk through a few megabytes of memory', async () => {
  await withFolder(async (folder) => {
    let highest = 0;
    const before = process.memoryUsage().rss;
    function* lines(): Generator<string> {
      for (let row = 0; row < 100_000; row++) {
        if (row % 1000 === 0) highest = Math.max(highest, process.memoryUsage().rss - before);
        yield `${String(row).padEnd(1023, '.')}\n`;
      }
    }
    await writeLinesAtomically(join(folder, 'rows.csv'), lines());
    expect((await stat(join(folder, 'rows.csv'))).size).toBe(100_000 * 1024);
    // Held whole, text and bytes of the file would be twice its 100 MB.
    expect(highest).toBeLessThan(100e6);
  });
});

test('the rows of a record are written as they are made', async () => {
  await withFolder(async (folder) => {
    const record = exampleRecord({ thresholds: Array.from({ length: 50 }, (_, i) => i + 1), steps: 40, samples: 10 });
    await writeLinesAtomically(join(folder, 'x.csv'), resultsCsvLines(record));
    expect(await readFile(join(folder, 'x.csv'), 'utf8')).toBe([...resultsCsvLines(record)].join(''));
  });
});

test('lines that break off leave no file, and the old one whole', async () => {
  await withFolder(async (folder) => {
    const path = join(folder, 'x.csv');
    await writeLinesAtomically(path, ['old\n']);
    function* broken(): Generator<string> {
      yield 'x'.repeat(100_000);
      throw new Error('no more');
    }
    await expect(writeLinesAtomically(path, broken())).rejects.toThrow(/no more/);
    expect([await readdir(folder), await readFile(path, 'utf8')]).toEqual([['x.csv'], 'old\n']);
  });
});
