import { expect, test } from 'vitest';
import { confusionTable } from '../../../src/shared/export/confusionTable.ts';
import { summaryTable } from '../../../src/shared/export/summaryTable.ts';
import { confusionMatrix } from '../../../src/shared/metrics/confusionMatrix.ts';
import { expectGolden } from '../../golden.ts';
import { everyEncoding, exampleRecord } from '../results/exampleRecord.ts';

test('the summary has a row per cell and readout, and says once what they share', () => {
  const record = exampleRecord({
    encodings: everyEncoding,
    thresholds: [0.8, 1, 1.25],
    readouts: [{ kind: 'spikeCount' }, { kind: 'membranePotential' }],
  });
  expectGolden(summaryTable(record), 'summary-table.txt');
});

test('the summary of one cell has results only, and an unfinished cell is left out and counted', () => {
  const record = exampleRecord({ seeds: [1, 2] });
  const [first, second] = record.cells;
  expectGolden(
    summaryTable({ ...record, cells: [first!, { ...second!, tally: null }] }),
    'summary-table-unfinished.txt',
  );
});

test('the confusion table has labels down and predictions across', () => {
  expect(confusionTable(confusionMatrix([0, 1, 1, 2], [0, 2, 2, 1], 3), ['cat', 'dog', 'owl'])).toBe(
    `label \\ prediction  cat  dog  owl
──────────────────  ───  ───  ───
               cat    1    ·    ·
               dog    ·    ·    2
               owl    ·    1    ·
`,
  );
});

test('with many classes the confusion table lists the most frequent mistakes', () => {
  expect(confusionTable(confusionMatrix([0, 1, 1, 29], [0, 2, 2, 1], 30), ['cat'])).toBe(
    `label  prediction  samples
─────  ──────────  ───────
1      2                 2
29     1                 1
`,
  );
});
