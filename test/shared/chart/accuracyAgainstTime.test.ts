import { expect, test } from 'vitest';
import { accuracyAgainstTime, chartSize, curvesHeight } from '../../../src/shared/chart/accuracyAgainstTime.ts';
import type { ChartSettings } from '../../../src/shared/chart/chartSettings.ts';
import type { ChartTheme } from '../../../src/shared/chart/theme.ts';
import { renderChartSvg } from '../../../src/shared/chart/renderSvg.ts';
import type { RunRecord } from '../../../src/shared/results/runRecord.ts';
import { expectGolden } from '../../golden.ts';
import { everyEncoding, exampleRecord } from '../results/exampleRecord.ts';

async function draw(record: RunRecord, theme: ChartTheme, more: Partial<ChartSettings> = {}): Promise<string> {
  const size = theme === 'print' ? { width: 505, height: curvesHeight(record, theme, 505) } : chartSize(record);
  return renderChartSvg(accuracyAgainstTime(record, { theme, ...size, ...more }), size);
}

const textsOf = (svg: string): string[] => Array.from(svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g), ([, text]) => text!);

const nine = exampleRecord({ encodings: everyEncoding.slice(0, 3), thresholds: [0.8, 1, 1.2], steps: 16 });

test('nine curves on a light background look as they did when someone last looked', async () => {
  expectGolden(await draw(nine, 'light'), 'accuracy-against-time.svg');
});

test('panels for print, over the whole range and logarithmic time, look as they did when someone last looked', async () => {
  const record = exampleRecord({
    encodings: everyEncoding.slice(1, 3),
    thresholds: [0.9, 1.1],
    readouts: [{ kind: 'spikeCount' }, { kind: 'timeToFirstSpike' }],
    steps: 12,
  });
  expectGolden(
    await draw(record, 'print', { timeScale: 'log', accuracyRange: 'whole' }),
    'accuracy-against-time-panels.svg',
  );
});

test('the same option drawn twice gives the same bytes', async () => {
  expect(await draw(nine, 'dark')).toBe(await draw(nine, 'dark'));
});

test('the figure says subject, units, intervals, the analog accuracy and every value of every axis, as text', async () => {
  const texts = textsOf(await draw(nine, 'light'));
  const wanted = [
    'cnn.keras on digits.npz (test, n = 1000)|preset rueckauer · readout spike count · seed 1',
    'Encoding|constant current|Poisson|intrinsically bursting|Threshold|× 0.8|× 1|× 1.2|95 % Wilson interval',
    'analog|98.70 %|Simulated time (ms)|Accuracy (%)',
  ];
  expect(texts).toEqual(expect.arrayContaining(wanted.flatMap((line) => line.split('|'))));
});

test('a few curves have their last accuracy beside the end of the line', async () => {
  const record = exampleRecord({ steps: 16 });
  const last = record.cells[0]!.tally!.readouts[0]!.correct.at(-1)!;
  expect(textsOf(await draw(record, 'light'))).toContain(`${(last / 10).toFixed(2)} %`);
});

test('a figure for print has no title', async () => {
  expect((await draw(nine, 'print')).includes('cnn.keras')).toBe(false);
});

test('a sweep of which nothing is finished, and one of a single step, still give a drawing', async () => {
  const { cells, ...rest } = exampleRecord({ steps: 1 });
  const empty = { ...rest, cells: cells.map((cell) => Object.assign({}, cell, { tally: null })) };
  for (const record of [empty, { ...rest, cells }]) {
    for (const timeScale of ['linear', 'log'] as const) {
      expect(await draw(record, 'light', { timeScale })).toMatch(/^<svg (?:(?!NaN|undefined).)*<\/svg>$/s);
    }
  }
});
