import { Graph, layout } from '@dagrejs/dagre';
import type { ModelNode } from '../../../shared/api/modelViews.ts';

/** Where a node is drawn: its centre. */
export interface PlacedNode {
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

/** A line from a node to one that takes its output. */
export interface PlacedEdge {
  readonly from: number;
  readonly to: number;
  readonly path: string;
}

export interface GraphPicture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

export const nodeWidth = 160;
export const nodeHeight = 64;
/** Between a layer and the next. */
export const rankGap = 40;

/** Places the layers from left to right, branches under each other, so that lines cross as little as possible; one long row. */
export function placeGraph(nodes: readonly ModelNode[]): GraphPicture {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 24, ranksep: rankGap, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  nodes.forEach((node, index) => {
    graph.setNode(String(index), { width: nodeWidth, height: nodeHeight });
    for (const input of new Set(node.inputs)) graph.setEdge(String(input), String(index));
  });
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const at = (name: string): Point => graph.node(name);
  return {
    width,
    height,
    nodes: nodes.map((_, index) => ({ index, x: at(String(index)).x, y: at(String(index)).y })),
    edges: graph.edges().map(({ v, w }) => ({
      from: Number(v),
      to: Number(w),
      path: curve([
        { x: at(v).x + nodeWidth / 2, y: at(v).y },
        ...graph.edge(v, w).points.slice(1, -1),
        { x: at(w).x - nodeWidth / 2, y: at(w).y },
      ]),
    })),
  };
}

/** Where an arrow key leads: along the lines to the left and right, among neighbours up and down. */
export function neighbourOf(picture: GraphPicture, index: number, key: string): number | null {
  const here = picture.nodes[index];
  if (here === undefined) return null;
  switch (key) {
    case 'ArrowRight':
      return picture.edges.find(({ from }) => from === index)?.to ?? null;
    case 'ArrowLeft':
      return picture.edges.find(({ to }) => to === index)?.from ?? null;
    case 'ArrowDown':
    case 'ArrowUp': {
      const sign = key === 'ArrowDown' ? 1 : -1;
      const beside = picture.nodes.filter(
        ({ x, y }) => Math.abs(x - here.x) < nodeWidth / 2 && (y - here.y) * sign > 0,
      );
      return beside.toSorted((a, b) => (a.y - b.y) * sign)[0]?.index ?? null;
    }
    case 'Home':
      return 0;
    case 'End':
      return picture.nodes.length - 1;
    default:
      return null;
  }
}

type Point = { readonly x: number; readonly y: number };

/** A smooth line through the points. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let previous = first;
  const parts = rest.map((point) => {
    const middle = (previous.x + point.x) / 2;
    const part = `C${middle},${previous.y} ${middle},${point.y} ${point.x},${point.y}`;
    previous = point;
    return part;
  });
  return `M${first.x},${first.y}${parts.join('')}`;
}
