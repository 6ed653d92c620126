import { expect, test } from 'vitest';
import { diagnosisChart } from '../../../src/shared/chart/diagnosisChart.ts';
import { renderChartSvg } from '../../../src/shared/chart/renderSvg.ts';
import { fixedTimesWords, stoppingChart } from '../../../src/shared/chart/stoppingChart.ts';
import { partsOf } from '../../../src/shared/diagnosis/diagnosisTally.ts';
import type { Diagnosis } from '../../../src/shared/diagnosis/summarise.ts';
import type { StoppingPoint } from '../../../src/shared/metrics/stopping.ts';
import { resultRows } from '../../../src/shared/results/resultRows.ts';
import { signedText } from '../../../src/shared/results/signedText.ts';
import { chosenNumbers, type StoppingRow } from '../../../src/shared/results/stoppingRows.ts';
import { everyEncoding, exampleRecord } from '../results/exampleRecord.ts';

const plot = { theme: 'light', width: 640, height: 400 } as const;
const record = exampleRecord({ thresholds: [0.8, 1], steps: 64 });
const rows = resultRows(record);

function stoppingOf(key: string): StoppingRow {
  const point = (level: number, meanSteps: number, correct: number): StoppingPoint => ({
    level,
    meanSteps,
    correct,
    samples: 1000,
    unstopped: level === 8 ? 1000 : 0,
  });
  return {
    key,
    cellIndex: 0,
    readoutIndex: 0,
    unit: 'spikes',
    steps: 64,
    curve: [point(0, 1, 100), point(2, 6.25, 940), point(8, 64, 985)],
    chosen: null,
  };
}

const exact = { value: 1, low: 0.98, high: 1 };
const diagnosis: Diagnosis = {
  samples: 100,
  times: [4, 16],
  accuracy: [exact, exact],
  analogAccuracy: exact,
  declinesFrom: null,
  layers: ['conv2d', 'dense'].map((name) => ({
    name,
    kind: 'neurons',
    shape: [1, 1, 4],
    scale: [1, 2],
    moments: [0.5, 0.2].map((error) => ({
      correlation: name === 'dense' ? null : 0.9,
      error: name === 'dense' ? null : error,
      shares: { ...partsOf(() => 0), inherited: -0.25, quantisation: 1.25 },
      sizes: { ...partsOf(() => 0), inherited: 0.1, quantisation: error },
      silent: 0.5,
      inactive: 0.4,
      saturated: 0.01,
      clipped: 0.001,
      accuracyFromHere: exact,
      cost: { value: 0.02, low: -0.01, high: 0.05 },
    })),
  })),
};

test('a point of the stopping chart is a margin: mean time, accuracy, and what never stops', () => {
  const drawn = rows.map((row) => ({ row, stopping: stoppingOf(row.key) }));
  const chart = stoppingChart(drawn, record.settings, new Set([rows[1]!.key]), plot);
  const { head, rows: table } = chart.table();
  expect(table).toHaveLength(6);
  expect(Object.fromEntries(head.map((title, c) => [title, table[1]![c]]))).toMatchObject({
    margin: 2,
    unit: 'spikes',
    'mean time (ms)': 6.25,
    'accuracy (%)': 94,
    'never stopped (%)': 0,
  });
  expect(chart.keyAt?.(1, 0)).toBe(rows[1]!.key);
});

test('early stopping has the panels of the curves, and says in a figure what colours and dots mean', async () => {
  const sweep = exampleRecord({
    encodings: everyEncoding.slice(0, 2),
    thresholds: [0.8, 1],
    readouts: [{ kind: 'spikeCount' }, { kind: 'membranePotential' }],
    steps: 64,
  });
  const drawn = resultRows(sweep).map((row) => ({ row, stopping: stoppingOf(row.key) }));
  const figure = stoppingChart(drawn, sweep.settings, new Set(), plot);
  expect(figure.option.grid).toHaveLength(2);
  const svg = await renderChartSvg(figure.option, plot);
  const words = ['Encoding', 'Threshold', 'Readout: spike count', 'Readout: membrane potential', fixedTimesWords];
  for (const text of words) expect(svg).toContain(`>${text}<`);
  const beside = stoppingChart(drawn, sweep.settings, new Set(), { ...plot, legend: 'beside' });
  expect(await renderChartSvg(beside.option, plot)).not.toContain('>Encoding<');
});

test('a chosen margin is reported in the units of the table', () => {
  const point = (correct: number): StoppingPoint => ({
    level: 2,
    meanSteps: 6.25,
    correct,
    samples: 500,
    unstopped: 5,
  });
  const chosen = {
    chosenOn: point(490),
    reported: point(485),
    fullCorrect: 490,
    difference: { value: -0.01, low: -0.02, high: 0 },
    p: 0.4,
  };
  expect(chosenNumbers({ ...stoppingOf('0.0'), chosen }, { timeStep: 2 })).toEqual({
    level: 2,
    unit: 'spikes',
    meanTime: 12.5,
    accuracy: 97,
    fullTime: 128,
    fullAccuracy: 98,
    difference: -1,
    low: -2,
    high: 0,
    p: 0.4,
    unstopped: 1,
  });
  expect(chosenNumbers(stoppingOf('0.0'), { timeStep: 2 })).toBeNull();
  expect([-0.001, -1.5, 2].map((value) => signedText(value, 2))).toEqual(['0.00', '−1.50', '2.00']);
});

test('the bars of the diagnosis add up to the error, and the reset is left out where nothing is lost at it', () => {
  const chart = diagnosisChart(diagnosis, 1, 16, plot);
  const { head, rows: table } = chart.table();
  expect(head.join()).not.toContain('reset');
  expect(table[0]!.slice(0, 6)).toEqual(['conv2d', 0.9, 20, -25, 0, 125]);
  const { series } = chart.option as { series: { data: number[] }[] };
  expect(series.reduce((sum, { data }) => sum + data[0]!, 0)).toBeCloseTo(20, 9);
});

test('bars and their legend are really drawn', async () => {
  const svg = await renderChartSvg(diagnosisChart(diagnosis, 0, 4, plot).option, plot);
  for (const text of ['Quantisation', 'From before', 'conv2d', 'dense']) expect(svg).toContain(`>${text}<`);
  // Palette colour of quantisation: its key in the legend and a bar for each layer.
  expect(svg.split('fill="#009e73"').length - 1).toBeGreaterThanOrEqual(3);
});

test.each(['light', 'dark', 'print'] as const)(
  'both draw in the theme %s without a number that is none',
  async (theme) => {
    const drawn = rows.map((row) => ({ row, stopping: stoppingOf(row.key) }));
    for (const { option } of [
      stoppingChart(drawn, record.settings, new Set(), { ...plot, theme }),
      diagnosisChart(diagnosis, 0, 4, { ...plot, theme }),
    ]) {
      const svg = await renderChartSvg(option, plot);
      expect(svg).toContain('<svg');
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    }
  },
);
