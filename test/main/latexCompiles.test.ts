import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { escapeLatex, latexTable } from '../../src/shared/export/latexTable.ts';
import { tableContext } from '../../src/shared/export/tableContext.ts';
import { makeTable } from '../../src/shared/export/tableFormats.ts';
import { everyEncoding, exampleRecord } from '../shared/results/exampleRecord.ts';
import { withFolder } from './cli/commandLine.ts';

const hasLatex =
  spawnSync('pdflatex', ['--version']).status === 0 && spawnSync('kpsewhich', ['booktabs.sty']).status === 0;
if (!hasLatex) console.log('No pdflatex with booktabs on this machine: LaTeX tables are not compiled.');

test.runIf(hasLatex)(
  'LaTeX compiles a table of a record, one with every sign that it knows, and one without rows',
  async () => {
    const record = exampleRecord({ encodings: everyEncoding.slice(0, 3), seeds: [1, 2], steps: 20, samples: 100 });
    const context = tableContext(record);
    const signs = Array.from({ length: 0x250 - 0x20 }, (_, i) => String.fromCodePoint(0x20 + i)).join('');
    const tables = [
      ...(['each', 'mean'] as const).flatMap((seeds) => [
        ...makeTable({ format: 'latex', columns: null, seeds }, context).lines,
      ]),
      latexTable({
        caption: signs,
        columns: [{ head: '− – × ± µ ⁶ † · … θ (中)', align: 'left' }],
        rows: [[{ text: signs.slice(0, 60), mark: 'winner' }]],
        notes: [signs],
      }),
      latexTable({ caption: 'x', columns: [{ head: 'x', align: 'right' }], rows: [], notes: [] }),
    ];
    await withFolder(async (folder) => {
      const document = [
        '\\documentclass{article}',
        '\\usepackage{booktabs}',
        '\\begin{document}',
        ...tables,
        '\\end{document}',
        '',
      ];
      await writeFile(join(folder, 'x.tex'), document.join('\n'));
      const flags = ['-draftmode', '-interaction=nonstopmode', '-halt-on-error', 'x.tex'];
      const { status } = spawnSync('pdflatex', flags, { cwd: folder, encoding: 'utf8' });
      const log = await readFile(join(folder, 'x.log'), 'utf8');
      expect([status, log.match(/^(!|LaTeX Warning: Command).*$/gm)]).toEqual([0, null]);
    });
    expect(escapeLatex(signs)).not.toMatch(/[^ -~À-ſ]/);
  },
);
