/** A label beside the end of a line. Vertical positions are centres, downwards. */
export interface EndLabel {
  readonly text: string;
  readonly colour: string;
  readonly height: number;
  /** Where the line ends. */
  readonly anchor: number;
}

export interface PlacedLabel extends EndLabel {
  readonly y: number;
}

/**
 * Moves labels apart as little as possible: neighbours that would overlap form a block, and a block stands where its members' anchors
 * are on average.
 */
export function placeEndLabels(labels: readonly EndLabel[]): PlacedLabel[] {
  const blocks: EndLabel[][] = [];
  for (const label of labels.toSorted((a, b) => a.anchor - b.anchor)) {
    let block = [label];
    for (let above = blocks.at(-1); above !== undefined && bottomOf(above) > topOf(block); above = blocks.at(-1)) {
      block = above.concat(block);
      blocks.pop();
    }
    blocks.push(block);
  }
  return blocks.flatMap((block) => {
    let top = topOf(block);
    return block.map((label) => {
      top += label.height;
      return { ...label, y: top - label.height / 2 };
    });
  });
}

function heightOf(block: readonly EndLabel[]): number {
  return block.reduce((sum, { height }) => sum + height, 0);
}

function topOf(block: readonly EndLabel[]): number {
  return block.reduce((sum, { anchor }) => sum + anchor, 0) / block.length - heightOf(block) / 2;
}

function bottomOf(block: readonly EndLabel[]): number {
  return topOf(block) + heightOf(block);
}
