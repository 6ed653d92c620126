import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeRunRecord, encodeRunRecord } from '../../../src/shared/export/runJson.ts';
import { exampleRecord } from '../results/exampleRecord.ts';
import { anyRecord } from '../results/recordArbitrary.ts';

test('decode(encode(record)) = record', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const text = encodeRunRecord(record);
      expect(decodeRunRecord(text, 'run.json')).toEqual(record);
      expect(encodeRunRecord(decodeRunRecord(text, 'run.json'))).toBe(text);
    }),
  );
});

test('lists of plain values stay on one line, everything else is indented', () => {
  const lines = encodeRunRecord(exampleRecord({ samples: 4, steps: 3 })).split('\n');
  expect(lines.slice(0, 4)).toEqual(['{', '  "schema": 2,', '  "settings": {', '    "model": {']);
  expect(lines).toContain('  "labels": [0,1,2,3],');
});

test.each([
  ['{"schema": 1, "set', 'it is not complete JSON'],
  ['[]', 'Invalid input: expected object, received array'],
  ['{"schema": 3}', 'its layout, version 3, is newer than this Spikebench'],
])('%s is named as no record', (text, reason) => {
  expect(() => decodeRunRecord(text, 'run.json')).toThrow(`"run.json" is not a run record of Spikebench: ${reason}.`);
});

test('a value of the wrong kind is named by its place', () => {
  const text = encodeRunRecord(exampleRecord()).replace('"offset": 0', '"offset": -1');
  expect(() => decodeRunRecord(text, 'run.json')).toThrow('settings.data.offset: ');
});

test('a record whose lists do not fit each other is refused', () => {
  const record = exampleRecord();
  const [cell] = record.cells;
  const short = { ...record, cells: [{ ...cell!, tally: { ...cell!.tally!, spikes: [1, 2] } }] };
  expect(() => decodeRunRecord(encodeRunRecord(short), 'run.json')).toThrow('cells.0.tally: the lists of the tally');
  expect(() => decodeRunRecord(encodeRunRecord({ ...record, labels: [1] }), 'run.json')).toThrow('do not cover');
});

test('a record of version 1 reads as one whose samples have no courses', () => {
  const record = exampleRecord({ samples: 4, steps: 3 });
  const old = encodeRunRecord(record)
    .replace('"schema": 2', '"schema": 1')
    .replaceAll(/"predictions": (\[[^\]]*\]),\s*"kept": [^\n]*,\s*"courses": null/g, '"predictions": $1');
  expect(old).not.toContain('"kept"');
  const read = decodeRunRecord(old, 'run.json');
  expect(read.schema).toBe(2);
  expect(read.cells[0]!.tally!.readouts[0]).toMatchObject({ kept: null, courses: null });
});

test('courses that are not those of so many samples are refused', () => {
  const record = exampleRecord({ samples: 4, steps: 3 });
  const [cell] = record.cells;
  const { readouts, ...rest } = cell!.tally!;
  const withCourses = (classes: string): typeof record => ({
    ...record,
    cells: [
      {
        ...cell!,
        tally: { ...rest, readouts: [{ ...readouts[0]!, courses: { classes, margins: 'AAAA', confidences: 'AAAA' } }] },
      },
    ],
  });
  expect(decodeRunRecord(encodeRunRecord(withCourses('ABABABAB')), 'run.json').cells[0]!.tally).toBeTruthy();
  for (const classes of ['ABABAB', 'ABABABABAB', 'BBABABAB', 'ABABABAg']) {
    expect(() => decodeRunRecord(encodeRunRecord(withCourses(classes)), 'run.json')).toThrow('the lists of the tally');
  }
  expect(() => decodeRunRecord(encodeRunRecord(withCourses('ABAB-BAB')), 'run.json')).toThrow('classes');
});
