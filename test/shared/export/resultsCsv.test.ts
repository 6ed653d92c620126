import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultsCsvLines } from '../../../src/shared/export/resultsCsv.ts';
import { wilsonInterval } from '../../../src/shared/metrics/wilson.ts';
import type { RunRecord } from '../../../src/shared/results/runRecord.ts';
import { encodingName } from '../../../src/shared/simulation/encodingName.ts';
import { readoutName } from '../../../src/shared/simulation/readout.ts';
import { exampleRecord } from '../results/exampleRecord.ts';
import { anyRecord } from '../results/recordArbitrary.ts';
import { describeChanges } from '../../../src/shared/conversion/describeChanges.ts';
import { parseStrictCsv } from './strictCsv.ts';

const csvOf = (record: RunRecord): string => [...resultsCsvLines(record)].join('');

test('results.csv has the columns that others build on, and a row per cell, readout and time step', () => {
  const record = exampleRecord({ readouts: [{ kind: 'spikeCount' }, { kind: 'timeToKSpikes', k: 2 }], steps: 3 });
  const [head, ...rows] = parseStrictCsv(csvOf(record));
  expect(head!.join(', ')).toBe(
    'cell, preset, encoding, threshold, readout, seed, time_ms, samples, accuracy, accuracy_low, accuracy_high, ' +
      'analog_accuracy, agreement, spikes_per_sample, synaptic_operations_per_sample, tied, changes',
  );
  expect(rows.map((row) => row.slice(0, 8).join(' '))).toEqual(
    ['spike-count', 'time-to-2-spikes'].flatMap((readout) =>
      [1, 2, 3].map((time) => `000000000001 rueckauer constant-current 1 ${readout} 1 ${time} 1000`),
    ),
  );
});

test('results.csv, read by a strict parser, gives every number of the record back to the last bit', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const [, ...rows] = parseStrictCsv(csvOf(record));
      expect(
        rows.map((row) => row.map((field, column) => (column < 5 || column === 16 ? field : Number(field)))),
      ).toEqual(wantedRows(record));
    }),
  );
});

function wantedRows({ cells, settings }: RunRecord): (string | number)[][] {
  return cells.flatMap(({ id, preset, changes, encoding, threshold, seed, tally }) =>
    (tally?.readouts ?? []).flatMap(({ correct, agreement, tied }, r) =>
      correct.map((hits, t) => {
        const { count, analogCorrect, spikes, synapticOperations } = tally!;
        const { low, high } = wilsonInterval(hits, count);
        const names = [id, preset, encodingName(encoding), String(threshold), readoutName(settings.readouts[r]!)];
        const accuracy = [hits / count, low, high, analogCorrect / count];
        const shares = [agreement[t]!, spikes[t]!, synapticOperations[t]!, tied[t]!].map((sum) => sum / count);
        const time = Number(((t + 1) * settings.timeStep).toFixed(9));
        return [...names, seed, time, count, ...accuracy, ...shares, describeChanges(changes)];
      }),
    ),
  );
}
