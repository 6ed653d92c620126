import { expect, test } from 'vitest';
import type { Raster } from '../../../src/shared/api/dataViews.ts';
import { activationScatter } from '../../../src/shared/chart/activationScatter.ts';
import type { Chart } from '../../../src/shared/chart/chart.ts';
import { classScores } from '../../../src/shared/chart/classScores.ts';
import { confusionChart } from '../../../src/shared/chart/confusionChart.ts';
import { differenceChart } from '../../../src/shared/chart/differenceChart.ts';
import { energyChart } from '../../../src/shared/chart/energyChart.ts';
import { heatMap } from '../../../src/shared/chart/heatMap.ts';
import { liveCurves, liveCurvesOption } from '../../../src/shared/chart/liveCurves.ts';
import { nearestCurve } from '../../../src/shared/chart/nearestCurve.ts';
import { parallelCoordinates } from '../../../src/shared/chart/parallelCoordinates.ts';
import { paretoChart } from '../../../src/shared/chart/paretoChart.ts';
import { potentialsChart } from '../../../src/shared/chart/potentialsChart.ts';
import { rateHistogram } from '../../../src/shared/chart/rateHistogram.ts';
import { renderChartSvg } from '../../../src/shared/chart/renderSvg.ts';
import { spikeRaster } from '../../../src/shared/chart/spikeRaster.ts';
import { chartCsv, chartTsv } from '../../../src/shared/export/chartTable.ts';
import { confusionMatrix } from '../../../src/shared/metrics/confusionMatrix.ts';
import { stepTimes } from '../../../src/shared/metrics/curves.ts';
import { differenceCurve } from '../../../src/shared/metrics/differenceCurve.ts';
import { defaultEnergy } from '../../../src/shared/metrics/energy.ts';
import { heatMapNumbers } from '../../../src/shared/results/heatMapNumbers.ts';
import { parallelDimensions, rowsWithin } from '../../../src/shared/results/parallelNumbers.ts';
import { paretoNumbers } from '../../../src/shared/results/paretoNumbers.ts';
import { resultRows } from '../../../src/shared/results/resultRows.ts';
import { everyEncoding, exampleRecord } from '../results/exampleRecord.ts';

const record = exampleRecord({ encodings: everyEncoding, thresholds: [0.6, 0.8, 1, 1.2, 1.4], steps: 120 });
const rows = resultRows(record);
const moment = { time: 60, points: 1 };
const plot = { theme: 'light', width: 640, height: 400 } as const;
const time = stepTimes(60, 1);
const raster: Raster = {
  stepCount: 60,
  neuronCount: 40,
  steps: Array.from({ length: 600 }, (_, i) => Math.floor(i / 10)),
  neurons: Array.from({ length: 600 }, (_, i) => (i * 7) % 40),
  spikes: 600,
  everyNth: 1,
};
const scores = time.map((ms) => Array.from({ length: 10 }, (_, c) => Math.floor((ms * (c === 7 ? 9 : c)) / 10)));

const charts: Readonly<Record<string, (theme: 'light' | 'dark' | 'print') => Chart>> = {
  heatMap: (theme) =>
    heatMap(
      heatMapNumbers(rows, record.settings, { x: 'threshold', y: 'encoding' }, 'accuracy', moment, 'mean'),
      { x: 'threshold', y: 'encoding' },
      { name: 'accuracy', points: 1 },
      new Set(['7.0']),
      { ...plot, theme },
    ),
  pareto: (theme) =>
    paretoChart(
      paretoNumbers(rows, { x: 'synapticOperations', y: 'accuracy' }, moment, 1),
      { x: 'synapticOperations', y: 'accuracy', points: 1 },
      record.settings,
      new Set(['7.0']),
      { ...plot, theme },
    ),
  parallel: (theme) =>
    parallelCoordinates(
      rows,
      parallelDimensions(rows, record.settings, ['accuracy', 'latency', 'spikes'], moment),
      record.settings,
      new Set(['7.0']),
      { ...plot, theme },
    ),
  confusion: (theme) => {
    const predictions = record.labels.map((label, i) => (i % 23 === 0 ? (label + 3) % 10 : label));
    return confusionChart(confusionMatrix(record.labels, predictions, 10), record.classNames, { ...plot, theme });
  },
  difference: (theme) =>
    differenceChart(
      differenceCurve({ tally: rows[0]!.tally, readout: 0 }, { tally: rows[6]!.tally, readout: 0 }, 1),
      { first: 'constant current', second: 'Poisson', shared: '× 1' },
      { ...plot, theme },
    ),
  raster: (theme) => spikeRaster(raster, 'conv2d', 1, { ...plot, theme }),
  scores: (theme) =>
    classScores(
      {
        readout: { kind: 'spikeCount' },
        scores,
        classes: time.map(() => 9),
        tied: time.map(() => false),
        confidence: 1,
      },
      7,
      time,
      [],
      { ...plot, theme },
    ),
  potentials: (theme) =>
    potentialsChart(
      [0, 1].map((neuron) => ({
        population: 'dense',
        neuron,
        values: time.map((ms) => (ms * (0.11 + 0.05 * neuron)) % 1),
        threshold: 1,
      })),
      time,
      { ...plot, theme },
    ),
  rates: (theme) =>
    rateHistogram(
      { name: 'conv2d', rates: { edges: [0, 100, 200, 300, 400], counts: [120, 44, 12, 3] } },
      { ...plot, theme },
    ),
  activation: (theme) =>
    activationScatter(
      'conv2d',
      {
        correlation: 0.973,
        points: Array.from({ length: 300 }, (_, i) => [i / 100, (i * 3 + ((i * 37) % 50)) % 1000]),
      },
      { ...plot, theme },
    ),
  live: (theme) => ({
    name: 'live',
    option: liveCurvesOption(liveCurves(record, theme, null, new Set()), { ...plot, theme }, new Set(['7.0'])),
    table: () => ({ head: [], rows: [] }),
  }),
};

test.each(Object.keys(charts))('%s draws in every theme, without a number that is none', async (name) => {
  for (const theme of ['light', 'dark', 'print'] as const) {
    const chart = charts[name]!(theme);
    const svg = await renderChartSvg(chart.option, plot);
    expect(svg).toContain('<svg');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(chart.name).not.toBe('');
  }
});

test('a square of a heat map is the mean, or the best, of the rows that fall into it', () => {
  const two = exampleRecord({
    thresholds: [0.8, 1],
    seeds: [1, 2, 3],
    encodings: everyEncoding.slice(1, 2),
    steps: 30,
  });
  const all = resultRows(two);
  const axes = { x: 'threshold', y: 'encoding' } as const;
  const accuracies = all.slice(0, 3).map(({ tally }) => (100 * tally.readouts[0]!.correct[29]!) / tally.count);
  const now = { time: 30, points: 1 };
  const mean = heatMapNumbers(all, two.settings, axes, 'accuracy', now, 'mean');
  const best = heatMapNumbers(all, two.settings, axes, 'accuracy', now, 'best');
  expect(mean.squares).toHaveLength(2);
  expect(mean.squares[0]!.value).toBeCloseTo(accuracies.reduce((a, b) => a + b, 0) / 3, 12);
  expect(best.squares[0]!.value).toBe(Math.max(...accuracies));
  expect(best.squares[0]!.keys).toHaveLength(3);
});

test('the energy of two hundred curves of a thousand steps is drawn', () => {
  const many = Array.from({ length: 200 }, (_, i) => ({
    row: rows[i % rows.length]!,
    time: stepTimes(1000, 1),
    energy: Array.from({ length: 1000 }, (_step, t) => 0.01 * (t + 1)),
    accuracy: Array.from({ length: 1000 }, () => 0.9),
  }));
  const { option } = energyChart({ curves: many, analog: null }, defaultEnergy, record.settings, plot);
  expect([option.xAxis ?? []].flat()[0]).toMatchObject({ min: 0.01, max: 10 });
});

test('rows at one place of the front have one label, which names them all', async () => {
  const twice = exampleRecord({
    thresholds: [0.8, 1.2],
    readouts: [{ kind: 'spikeCount' }, { kind: 'membranePotential' }],
    steps: 24,
  });
  const found = resultRows(twice);
  const alike = found.map((row) => ({ ...row, tally: found[0]!.tally, readoutIndex: 0 }));
  const { option } = paretoChart(
    paretoNumbers(alike, { x: 'synapticOperations', y: 'accuracy' }, { time: 24, points: 1 }, 1),
    { x: 'synapticOperations', y: 'accuracy', points: 1 },
    twice.settings,
    new Set(),
    plot,
  );
  const svg = await renderChartSvg(option, plot);
  expect(svg.match(/membrane potential</g)).toHaveLength(1);
  expect(svg).toContain('spike count / membrane potential<');
});

test('heads of parallel axes that are close to each other stand on two heights', () => {
  const dimensions = parallelDimensions(rows, record.settings, ['accuracy', 'latency', 'spikes', 'energy'], moment);
  const gapsAt = (width: number): Set<unknown> => {
    const { option } = parallelCoordinates(rows, dimensions, record.settings, new Set(), { ...plot, width });
    return new Set([option.parallelAxis ?? []].flat().map(({ nameGap }) => nameGap));
  };
  expect([gapsAt(300).size, gapsAt(1200).size]).toEqual([2, 1]);
});

test('rows that never reach the analog accuracy are left out of the front and counted', () => {
  const { points, missing } = paretoNumbers(rows, { x: 'latency', y: 'accuracy' }, { time: 120, points: 0.1 }, 1);
  expect(points.length + missing).toBe(rows.length);
  expect(missing).toBeGreaterThan(0);
});

test('brushing takes the rows within every brushed axis', () => {
  const dimensions = parallelDimensions(rows, record.settings, ['accuracy'], moment);
  expect(dimensions.map(({ title }) => title)).toEqual(['Encoding', 'Threshold (×)', 'Accuracy (%)']);
  const brushed = rowsWithin(
    dimensions,
    new Map([
      [0, [[0.5, 1.5]]],
      [1, [[0.7, 1.1]]],
      [2, []],
    ]),
  );
  expect(brushed.map((at) => [dimensions[0]!.values[at], dimensions[1]!.values[at]])).toEqual([
    [1, 0.8],
    [1, 1],
  ]);
});

test('the cursor finds the curve nearest to it, at the step nearest to its time', () => {
  const { curves } = liveCurves(record, 'light', null, new Set());
  const wanted = curves[4]!;
  const found = nearestCurve(curves, 20.4, wanted.accuracy.value[19]!);
  expect(found?.step).toBe(19);
  expect(found?.curve.accuracy.value[19]).toBe(wanted.accuracy.value[19]);
  expect(nearestCurve([], 1, 1)).toBe(null);
});

test('the numbers behind a chart come as CSV and as text for the clipboard', () => {
  const table = charts['rates']!('light').table();
  expect(chartCsv(table).split('\n').slice(0, 2)).toEqual(['rate from (Hz),rate to (Hz),neurons', '0,100,120']);
  expect(chartTsv({ head: ['a\tb'], rows: [[null], ['x']] })).toBe('a b\n\nx\n');
});
