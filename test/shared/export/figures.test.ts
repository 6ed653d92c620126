import { expect, test } from 'vitest';
import { figureFormats } from '../../../src/shared/chart/figureFormats.ts';
import { type FigureKind, figureKinds } from '../../../src/shared/api/exportViews.ts';
import type { FigureRequest } from '../../../src/shared/export/figures.ts';
import { renderFigure, type RenderedFigure } from '../../../src/shared/export/renderFigure.ts';
import { defaultEnergy } from '../../../src/shared/metrics/energy.ts';
import { restrictRecord } from '../../../src/shared/results/restrictRecord.ts';
import type { RunRecord } from '../../../src/shared/results/runRecord.ts';
import { expectGolden } from '../../golden.ts';
import { everyEncoding, exampleRecord } from '../results/exampleRecord.ts';

const request = (kind: FigureKind): FigureRequest => ({
  kind,
  timeScale: 'linear',
  accuracyRange: 'plateau',
  time: null,
  energy: defaultEnergy,
  selected: [],
});

async function render(record: RunRecord, kind: FigureKind, format = figureFormats[0]!): Promise<RenderedFigure> {
  const rendered = await renderFigure(record, request(kind), format, null);
  if ('wanted' in rendered) throw new Error(rendered.wanted);
  return rendered;
}

const nine = exampleRecord({
  encodings: everyEncoding.slice(0, 3),
  thresholds: [0.8, 1, 1.2],
  steps: 30,
  samples: 200,
});
const threePanels = exampleRecord({
  encodings: everyEncoding.slice(0, 3),
  thresholds: [0.8, 1],
  readouts: [{ kind: 'spikeCount' }, { kind: 'membranePotential' }, { kind: 'timeToFirstSpike' }],
  steps: 24,
});
const drawn = (kind: FigureKind): RunRecord =>
  kind === 'difference'
    ? restrictRecord(
        nine,
        (_, index) => index < 2,
        () => true,
      )
    : nine;

test('three panels stand below each other in a column of 85 mm, as they did when someone last looked', async () => {
  const { svg, width } = await render(threePanels, 'accuracy-time');
  expect(width).toBe(241);
  expectGolden(svg, 'figure-three-panels.svg');
});

test.each(['energy', 'pareto', 'heat-map', 'confusion'] as const)(
  '%s looks as it did when someone last looked',
  async (kind) => {
    expectGolden((await render(nine, kind)).svg, `figure-${kind}.svg`);
  },
);

const drawable = figureKinds.filter((kind) => kind !== 'stopping');

test.each(drawable)(
  '%s keeps its text as text of at least 6 points, inside the figure, in every format',
  async (kind) => {
    for (const format of figureFormats) {
      const { svg, width, height } = await render(drawn(kind), kind, format);
      const sizes = Array.from(svg.matchAll(/font-size:([\d.]+)px/g), ([, size]) => Number(size));
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(6);
      expect(svg).toMatch(new RegExp(`^<svg width="${width}pt" height="${height}pt"`));
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    }
  },
);

test('a figure says its model, data, number of images, seeds and version in its file', async () => {
  const { svg } = await render(nine, 'pareto');
  expect(svg).toMatch(/<desc>cnn\.keras on digits\.npz \(test\), n = 200, .*seed 1.*Spikebench 0\.1\.0<\/desc>/);
  const [, data] = /<metadata><!\[CDATA\[(.*?)\]\]><\/metadata>/.exec(svg)!;
  expect(JSON.parse(data!)).toMatchObject({ model: 'cnn.keras', modelSha256: 'a'.repeat(64), n: 200, seeds: [1] });
});

test('names of files cannot break out of the text of a figure', async () => {
  const path = 'x/</desc>]]><script>&.keras';
  const evil = { ...nine, settings: { ...nine.settings, model: { ...nine.settings.model, path } } };
  const { svg } = await render(evil, 'accuracy-time', figureFormats[2]);
  expect(svg.match(/<script>/g) ?? []).toHaveLength(svg.match(/<!\[CDATA\[[^\n]*<script>/g)?.length ?? 0);
  expect(svg.match(/\]\]>/g)).toHaveLength(1);
});

test('a figure that the record cannot give says what it wants', async () => {
  const wanted = async (record: RunRecord, kind: FigureKind): Promise<unknown> =>
    renderFigure(record, request(kind), figureFormats[0]!, null);
  expect(await wanted(nine, 'difference')).toEqual({ wanted: 'two rows, and there are 9: choose them' });
  const old = { ...nine, cells: nine.cells.map((cell) => ({ ...cell, work: null })) };
  expect(await wanted(old, 'energy')).toMatchObject({ wanted: expect.stringMatching(/older records/) as unknown });
});
