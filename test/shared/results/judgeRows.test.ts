import { expect, test } from 'vitest';
import { holmAdjusted } from '../../../src/shared/metrics/holm.ts';
import { mcNemarExact } from '../../../src/shared/metrics/mcNemar.ts';
import { judgeRows } from '../../../src/shared/results/judgeRows.ts';
import { resultRows } from '../../../src/shared/results/resultRows.ts';
import { everyEncoding, exampleRecord } from './exampleRecord.ts';
import { rightAbout } from './rightAbout.ts';

const three = exampleRecord({ encodings: everyEncoding.slice(0, 3), samples: 200, steps: 20 });
const judge = (ranges: Parameters<typeof rightAbout>[1], time = 20) => {
  const record = rightAbout(three, ranges);
  return judgeRows(resultRows(record), record.labels, time, 1);
};

test('a winner is better than each other one after correction for all pairs, and the p values say so', () => {
  const judged = judge([
    [0, 190],
    [0, 170],
    [0, 100],
  ]);
  const [best, second, third] = [mcNemarExact(20, 0), mcNemarExact(90, 0), mcNemarExact(70, 0)];
  const [toSecond, toThird] = holmAdjusted([best, second, third]);
  expect(judged).toMatchObject({
    pairs: 3,
    standings: new Map([
      ['0.0', 'winner'],
      ['1.0', 'worse'],
      ['2.0', 'worse'],
    ]),
  });
  expect(typeof judged === 'string' ? null : [...judged.p]).toEqual([
    ['1.0', toSecond],
    ['2.0', toThird],
  ]);
});

test('correction decides: a difference that is significant alone is not among three pairs', () => {
  // 6 : 0 differing images have p = 0.031, below 5 % alone and above it after Holm.
  const judged = judge([
    [0, 190],
    [0, 184],
    [0, 186],
  ]);
  expect(mcNemarExact(6, 0)).toBeLessThan(0.05);
  expect(judged).toMatchObject({
    standings: new Map([
      ['0.0', 'tied'],
      ['1.0', 'tied'],
      ['2.0', 'tied'],
    ]),
  });
});

test('a cell that is shown to be worse is not tied with the best', () => {
  const judged = judge([
    [0, 190],
    [0, 188],
    [0, 100],
  ]);
  expect(judged).toMatchObject({
    standings: new Map([
      ['0.0', 'tied'],
      ['1.0', 'tied'],
      ['2.0', 'worse'],
    ]),
  });
});

test('one simulation under several seeds is one outcome', () => {
  const record = exampleRecord({ seeds: [1, 2], samples: 50, steps: 5 });
  const same = { ...record, cells: record.cells.map((cell) => ({ ...cell, simulation: 0 })) };
  expect(judgeRows(resultRows(same), same.labels, 5, 1)).toBe('single');
});

test('at a time of which the record keeps no classes, nothing is judged', () => {
  const record = rightAbout(three, [
    [0, 190],
    [0, 170],
    [0, 100],
  ]);
  const bare = {
    ...record,
    cells: record.cells.map((cell) => ({
      ...cell,
      tally: { ...cell.tally!, readouts: cell.tally!.readouts.map((readout) => ({ ...readout, courses: null })) },
    })),
  };
  expect(judgeRows(resultRows(bare), record.labels, 10, 1)).toBe('unknown');
});
