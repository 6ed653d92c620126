import { type GraphPicture, nodeHeight, nodeWidth, type PlacedEdge, type PlacedNode, rankGap } from './graphLayout.ts';

/** Between rows, for the line that leads from the end of one to the start of the next. */
const rowGap = 40;
const margin = 16;

/** The rows that show the network largest in a frame, and the size that they then have. */
export function fitGraph(
  picture: GraphPicture,
  frame: { readonly width: number; readonly height: number },
): { readonly picture: GraphPicture; readonly zoom: number } {
  const zoomOf = ({ width, height }: GraphPicture): number =>
    Math.min(frame.width / width, frame.height / height, mostZoom);
  const candidates = columnCounts.map((columns) => wrapGraph(picture, columns * columnWidth + 2 * margin));
  const best = candidates.reduce(
    (found, candidate) => (zoomOf(candidate) > zoomOf(found) ? candidate : found),
    picture,
  );
  return { picture: best, zoom: Math.max(leastZoom, zoomOf(best)) };
}

/** Larger would be large for its own sake; smaller could not be read: the picture scrolls instead. */
const [leastZoom, mostZoom] = [0.7, 1.25];
const columnCounts = [2, 3, 4, 5, 6, 7, 8, 10, 12, 16];
const columnWidth = nodeWidth + rankGap;

/**
 * Breaks a long picture into rows no wider than `most`, like text: only where a single line leads on, so that branches stay together. A
 * picture that fits, or cannot be broken, stays as it is.
 */
export function wrapGraph(picture: GraphPicture, most: number): GraphPicture {
  if (picture.width <= most) return picture;
  const rows = rowsOf(picture, most);
  if (rows.length === 1) return picture;
  const rowByNode = new Map(rows.flatMap((row, at) => row.map(({ index }) => [index, at] as const)));
  const shifts = shiftsOf(rows);
  const nodes = picture.nodes.map((node) => {
    const { x, y } = shifts[rowByNode.get(node.index)!]!;
    return { ...node, x: node.x + x, y: node.y + y };
  });
  const tops = rows.map((row) => Math.min(...row.map(({ index }) => nodes[index]!.y)) - nodeHeight / 2);
  const edges = picture.edges.map((edge): PlacedEdge => {
    const [fromRow, toRow] = [rowByNode.get(edge.from)!, rowByNode.get(edge.to)!];
    if (fromRow !== toRow) return { ...edge, path: lineBreak(nodes[edge.from]!, nodes[edge.to]!, tops[toRow]!) };
    const { x, y } = shifts[fromRow]!;
    return { ...edge, path: movedPath(edge.path, x, y) };
  });
  return {
    nodes,
    edges,
    width: Math.max(...nodes.map(({ x }) => x)) + nodeWidth / 2 + margin,
    height: Math.max(...nodes.map(({ y }) => y)) + nodeHeight / 2 + margin,
  };
}

/** Nodes of each row. A row ends before the last place where a single line leads on and the width still suffices. */
function rowsOf({ nodes, edges }: GraphPicture, most: number): readonly (readonly PlacedNode[])[] {
  const ranks = [...new Set(nodes.map(({ x }) => x))].toSorted((a, b) => a - b);
  const xOf = (index: number): number => nodes[index]!.x;
  const canBreakAfter = (x: number): boolean =>
    edges.filter(({ from, to }) => xOf(from) <= x && xOf(to) > x).length === 1;
  const starts = [ranks[0]!];
  let lastBreak: number | null = null;
  ranks.forEach((x, at) => {
    const isTooWide = x - starts.at(-1)! + nodeWidth + 2 * margin > most;
    if (isTooWide && lastBreak !== null) {
      starts.push(lastBreak);
      lastBreak = null;
    }
    const next = ranks[at + 1];
    if (next !== undefined && canBreakAfter(x)) lastBreak = next;
  });
  return starts.map((start, row) => nodes.filter(({ x }) => x >= start && x < (starts[row + 1] ?? Infinity)));
}

/** How far each row moves: to the left edge, and below the one before. */
function shiftsOf(rows: readonly (readonly PlacedNode[])[]): readonly { readonly x: number; readonly y: number }[] {
  let top = margin;
  return rows.map((row) => {
    const highest = Math.min(...row.map(({ y }) => y)) - nodeHeight / 2;
    const lowest = Math.max(...row.map(({ y }) => y)) + nodeHeight / 2;
    const shift = { x: margin + nodeWidth / 2 - Math.min(...row.map(({ x }) => x)), y: top - highest };
    top += lowest - highest + rowGap;
    return shift;
  });
}

/** Down out of the last of a row, back above the next row, in from above. */
function lineBreak(from: PlacedNode, to: PlacedNode, top: number): string {
  return `M${from.x},${from.y + nodeHeight / 2}V${top - rowGap / 2}H${to.x}V${to.y - nodeHeight / 2}`;
}

function movedPath(path: string, x: number, y: number): string {
  return path.replaceAll(
    /(-?[\d.]+),(-?[\d.]+)/g,
    (_, px: string, py: string) => `${Number(px) + x},${Number(py) + y}`,
  );
}
