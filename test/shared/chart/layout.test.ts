import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { accuracyScale } from '../../../src/shared/chart/accuracyScale.ts';
import { assignChannels } from '../../../src/shared/chart/channels.ts';
import { coloursFor } from '../../../src/shared/chart/colours.ts';
import { placeEndLabels } from '../../../src/shared/chart/endLabels.ts';
import { layOutLegend } from '../../../src/shared/chart/legend.ts';
import { niceScale } from '../../../src/shared/chart/niceScale.ts';
import { layOutPanels } from '../../../src/shared/chart/panels.ts';
import { shareClips } from '../../../src/shared/chart/shareClips.ts';
import { textWidth } from '../../../src/shared/chart/textWidth.ts';
import { chartStyle } from '../../../src/shared/chart/theme.ts';
import type { Curve } from '../../../src/shared/metrics/curves.ts';
import { everyEncoding, exampleRecord } from '../results/exampleRecord.ts';

const style = chartStyle('light');

test('colour goes to the encoding, line style to the threshold, and what else varies to panels', () => {
  const { settings } = exampleRecord({
    encodings: everyEncoding,
    thresholds: [0.8, 1, 1.2],
    readouts: [{ kind: 'spikeCount' }, { kind: 'membranePotential' }],
  });
  expect(assignChannels(settings)).toEqual({ colour: 'encoding', dash: 'threshold', panels: ['readout'] });
  expect(assignChannels(exampleRecord().settings)).toEqual({ colour: null, dash: null, panels: [] });
});

test('an axis with more values than there are line styles gets panels', () => {
  const { settings } = exampleRecord({
    encodings: everyEncoding.slice(0, 2),
    thresholds: [0.6, 0.8, 1, 1.2, 1.4],
    seeds: [1, 2],
  });
  expect(assignChannels(settings)).toEqual({ colour: 'encoding', dash: 'seed', panels: ['threshold'] });
});

test('up to seven values have colours of the palette, more have different ones along the ramp', () => {
  expect(coloursFor(3, style)).toEqual(style.palette.slice(0, 3));
  expect(new Set(coloursFor(20, style)).size).toBe(20);
  expect(coloursFor(20, style).at(-1)).toBe(style.ramp.at(-1));
});

test.each(['light', 'dark', 'print', 'slide', 'darkSlide'] as const)(
  'text and the first four colours stand out in the %s theme',
  (theme) => {
    const { background, text, muted, palette } = chartStyle(theme);
    for (const colour of [text, muted]) expect(contrast(colour, background)).toBeGreaterThan(4.5);
    for (const colour of palette.slice(0, 4)) expect(contrast(colour, background)).toBeGreaterThan(3);
  },
);

test('end labels never overlap, keep the order of their lines and stay put where there is room', () => {
  const label = fc.record({
    text: fc.constant(''),
    colour: fc.constant(''),
    height: fc.integer({ min: 8, max: 30 }),
    anchor: fc.integer({ min: 0, max: 300 }),
  });
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 8 }), (labels) => {
      const placed = placeEndLabels(labels);
      placed.slice(1).forEach((next, i) => {
        const above = placed[i]!;
        expect(next.anchor).toBeGreaterThanOrEqual(above.anchor);
        expect(next.y - above.y).toBeGreaterThan((next.height + above.height) / 2 - 1e-9);
      });
    }),
  );
  const apart = [10, 60].map((anchor) => ({ text: '', colour: '', height: 20, anchor }));
  expect(placeEndLabels(apart).map(({ y }) => y)).toEqual([10, 60]);
});

test('panels have equal sizes, keep inside the drawing and do not overlap', () => {
  for (const count of [1, 2, 3, 4, 5, 7, 9]) {
    const titles = Array.from({ length: count }, (_, i) => `Panel ${i}`);
    const panels = layOutPanels(titles, { left: 20, right: 1060, top: 100, bottom: 1000 }, style);
    expect(new Set(panels.map(({ width, height }) => `${width} ${height}`)).size).toBe(1);
    for (const [i, a] of panels.entries()) {
      expect([a.left > 20, a.top > 100, a.left + a.width < 1060, a.top + a.height < 1000]).not.toContain(false);
      for (const b of panels.slice(i + 1)) {
        expect(a.left + a.width < b.left || b.left + b.width < a.left || a.top + a.height < b.top).toBe(true);
      }
    }
  }
});

test('legend entries keep inside the width, however narrow, and rows do not overlap', () => {
  const { settings } = exampleRecord({ encodings: everyEncoding, thresholds: [0.8, 1, 1.2] });
  for (const width of [260, 500, 1000]) {
    const { entries, height } = layOutLegend(settings, assignChannels(settings), style, width);
    for (const [i, entry] of entries.entries()) {
      expect(entry.x + textWidth(entry.text, style.fontSize)).toBeLessThanOrEqual(width);
      expect(entry.y).toBeLessThan(height);
      const before = entries[i - 1];
      if (before?.y === entry.y) {
        expect(before.x + textWidth(before.text, style.fontSize)).toBeLessThan(entry.x - entry.keyWidth);
      }
    }
  }
});

test('a scale covers its values with whole ticks', () => {
  const value = fc.double({ min: 0, max: 1000, noNaN: true });
  fc.assert(
    fc.property(
      value,
      fc.double({ min: 0.01, max: 1000, noNaN: true }),
      fc.integer({ min: 2, max: 10 }),
      (low, range, ticks) => {
        const { min, max, interval } = niceScale(low, low + range, ticks);
        expect(min).toBeLessThanOrEqual(low + 1e-6 * interval);
        expect(max).toBeGreaterThanOrEqual(low + range - 1e-6 * interval);
        expect((max - min) / interval).toBeCloseTo(Math.round((max - min) / interval), 6);
        expect((max - min) / interval).toBeLessThanOrEqual(ticks + 2);
      },
    ),
  );
  expect(niceScale(84.2, 99.3, 4)).toEqual({ min: 80, max: 100, interval: 5 });
});

test('the plateau is shown in detail where the curves end close together, and everything where they do not', () => {
  const close = [curve(0.1, 0.9, 0.975), curve(0.1, 0.5, 0.97)];
  expect(accuracyScale(close, 0.98, 'plateau', 5)).toEqual({ min: 88, max: 98, interval: 2 });
  expect(accuracyScale(close, 0.98, 'whole', 5)).toEqual({ min: 0, max: 100, interval: 20 });
  expect(accuracyScale([...close, curve(0.1, 0.1, 0.3)], 0.98, 'plateau', 5).min).toBe(0);
  // Curves that all end at one place have no plateau to show.
  const exact = [0.25, 0.75];
  const alike = { time: [1, 2], value: exact, low: exact, high: exact };
  expect(accuracyScale([alike], 0.75, 'plateau', 5)).toEqual({ min: 20, max: 80, interval: 10 });
});

/** A curve through these accuracies with an interval of 1.5 points. */
function curve(...value: number[]): Curve {
  return {
    time: value.map((_, t) => t + 1),
    value,
    low: value.map((share) => share - 0.01),
    high: value.map((share) => share + 0.005),
  };
}

/** WCAG 2.2 contrast ratio of two `#rrggbb` colours. */
function contrast(a: string, b: string): number {
  const luminances = [luminance(a), luminance(b)];
  return (Math.max(...luminances) + 0.05) / (Math.min(...luminances) + 0.05);
}

function luminance(colour: string): number {
  const linear = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
}

test('of a hundred values the legend has three rows, and says how many more there are', () => {
  const { settings } = exampleRecord({ thresholds: Array.from({ length: 100 }, (_, i) => 0.5 + i / 100) });
  const { entries, height } = layOutLegend(settings, assignChannels(settings), style, 600);
  const more = entries.find(({ key }) => key.kind === 'none')!;
  const shown = entries.filter(({ key }) => key.kind === 'line').length;
  expect(more.text).toBe(`and ${100 - shown} more`);
  expect(shown).toBeGreaterThan(10);
  expect(height).toBeLessThanOrEqual(4 * 1.55 * style.fontSize + 1e-9);
  for (const { text, x } of entries) expect(x + textWidth(text, style.fontSize)).toBeLessThanOrEqual(600);
});

test.each(['light', 'dark', 'print'] as const)(
  'areas of the %s theme go one way from the background in greyscale',
  (theme) => {
    const { background, intensity } = chartStyle(theme);
    const steps = intensity.map((colour) => contrast(colour, background));
    steps.slice(1).forEach((step, i) => expect(step).toBeGreaterThan(steps[i]!));
  },
);

test('drawings that share an area share one clip, in the order in which they are drawn', () => {
  const clip = (id: string, area: string): string => `<clipPath id="${id}">\n<path d="${area}"></path>\n</clipPath>\n`;
  const group = (id: string, name: string): string => `<g clip-path="url(#${id})">\n<path d="${name}"></path>\n</g>\n`;
  const drawn = group('a', '1') + group('b', '2') + '<path d="3"></path>\n' + group('b', '4') + group('c', '5');
  const svg = `<svg>\n${drawn}<defs>\n${clip('a', 'M0')}${clip('b', 'M0')}${clip('c', 'M9')}</defs>\n</svg>`;
  expect(shareClips(svg)).toBe(
    `<svg>\n<g clip-path="url(#a)">\n<path d="1"></path>\n<path d="2"></path>\n</g>\n<path d="3"></path>\n` +
      `${group('a', '4')}${group('c', '5')}<defs>\n${clip('a', 'M0')}${clip('c', 'M9')}</defs>\n</svg>`,
  );
});
