import { expect, test } from 'vitest';
import { wrapText } from '../../../src/shared/chart/wrapText.ts';
import { comparedNames } from '../../../src/shared/results/comparedNames.ts';
import { resultRows } from '../../../src/shared/results/resultRows.ts';
import { rowWords } from '../../../src/shared/results/rowWords.ts';
import { everyEncoding, exampleRecord } from './exampleRecord.ts';

const record = exampleRecord({
  encodings: everyEncoding.slice(0, 2),
  thresholds: [0.8, 1],
  readouts: [{ kind: 'spikeCount' }, { kind: 'membranePotential' }],
  steps: 8,
});
const { settings } = record;
const rows = resultRows(record);

test('two rows are called by what they differ in, and what they share is said once', () => {
  expect(comparedNames([rows[0]!, settings], [rows[1]!, settings])).toEqual({
    first: 'spike count',
    second: 'membrane potential',
    shared: 'constant current, × 0.8',
  });
  expect(comparedNames([rows[0]!, settings], [rows.at(-1)!, settings]).shared).toBe('');
});

test('a row and the same settings of another run keep their whole names', () => {
  const whole = rowWords(rows[0]!, settings);
  expect(comparedNames([rows[0]!, settings], [rows[0]!, settings])).toEqual({
    first: whole,
    second: whole,
    shared: '',
  });
});

test('a text is wrapped between its words, and loses none', () => {
  const text = 'membrane potential − spike count (constant current, × 0.8), with 95 % interval';
  const lines = wrapText(text, 160, 8);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join(' ')).toBe(text);
  expect(wrapText('membrane', 1, 8)).toEqual(['membrane']);
});
