import { expect, test } from 'vitest';
import { neighbourOf, placeGraph } from '../../src/renderer/views/model/graphLayout.ts';
import { fitGraph, wrapGraph } from '../../src/renderer/views/model/wrapGraph.ts';
import { presetNames } from '../../src/shared/conversion/settings.ts';
import type { ModelNode, Verdict } from '../../src/shared/api/modelViews.ts';

const verdict: Verdict = { level: 'green', reason: '' };
const node = (name: string, ...inputs: number[]): ModelNode => ({
  name,
  className: 'Dense',
  operation: 'dense',
  inputs,
  shape: [1],
  parameters: 0,
  details: [],
  verdicts: Object.fromEntries(presetNames.map((preset) => [preset, verdict])) as ModelNode['verdicts'],
});
const chain = Array.from({ length: 9 }, (_, i) => node(`l${i}`, ...(i === 0 ? [] : [i - 1])));
/** input, two branches, their sum, output. */
const branches = [node('in'), node('a', 0), node('b', 0), node('sum', 1, 2), node('out', 3)];

test('layers go from left to right, branches under each other', () => {
  const { nodes } = placeGraph(branches);
  expect(nodes[0]!.x).toBeLessThan(nodes[1]!.x);
  expect(nodes[1]!.x).toBe(nodes[2]!.x);
  expect(nodes[1]!.y).not.toBe(nodes[2]!.y);
});

test('a long chain breaks into rows that fit, in reading order', () => {
  const { nodes, width, edges } = wrapGraph(placeGraph(chain), 700);
  expect(width).toBeLessThanOrEqual(700);
  const rows = new Set(nodes.map(({ y }) => y));
  expect(rows.size).toBe(3);
  expect(nodes.map(({ y }) => y)).toEqual(nodes.map(({ y }) => y).toSorted((a, b) => a - b));
  expect(edges).toHaveLength(8);
});

test('branches are never torn apart', () => {
  const { nodes } = wrapGraph(placeGraph(branches), 300);
  const rowOf = (index: number): number => nodes.filter(({ x }) => x < nodes[index]!.x).length;
  expect(Math.abs(nodes[1]!.x - nodes[2]!.x)).toBeLessThan(1);
  expect(rowOf(1)).toBe(rowOf(2));
});

test('rows are chosen so that the network is largest', () => {
  const row = placeGraph(chain);
  expect(fitGraph(row, { width: 700, height: 450 }).zoom).toBeGreaterThan(1);
  expect(fitGraph(row, { width: 300, height: 100 }).zoom).toBe(0.7);
});

test('arrows follow the lines', () => {
  const picture = placeGraph(branches);
  expect(neighbourOf(picture, 0, 'ArrowRight')).toBe(1);
  expect(neighbourOf(picture, 3, 'ArrowLeft')).toBe(1);
  const [upper, lower] = picture.nodes[1]!.y < picture.nodes[2]!.y ? [1, 2] : [2, 1];
  expect(neighbourOf(picture, upper, 'ArrowDown')).toBe(lower);
  expect(neighbourOf(picture, 4, 'ArrowRight')).toBeNull();
});
