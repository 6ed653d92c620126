import { useEffect, useRef } from 'react';
import type { ModelNode, Verdict } from '../../../shared/api/modelViews.ts';
import type { PresetName } from '../../../shared/conversion/settings.ts';
import { shapeWords } from '../../frame/words.ts';
import { nodeHeight, nodeWidth } from './graphLayout.ts';

interface LayerNodeProps {
  readonly index: number;
  readonly node: ModelNode;
  readonly preset: PresetName;
  readonly x: number;
  readonly y: number;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

/** Never colour alone: each level has a sign of its own and a word for those who listen. */
const signs = {
  green: 'M-4,0 l3,3 l5,-6',
  amber: 'M0,-4 v4.5 M0,3.4 v.2',
  red: 'M-3.5,-3.5 l7,7 M3.5,-3.5 l-7,7',
} as const satisfies Record<Verdict['level'], string>;
const levelWords = { green: 'converts', amber: 'changes', red: 'cannot convert' } as const;

/** A layer in the graph: name, class and shape, and what becomes of it. */
export function LayerNode({ index, node, preset, x, y, isSelected, onSelect }: LayerNodeProps) {
  const { level } = node.verdicts[preset];
  const group = useRef<SVGGElement>(null);
  useEffect(() => {
    if (isSelected) group.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isSelected]);
  return (
    <g
      ref={group}
      data-node={index}
      className={`graph-node ${level}${isSelected ? ' selected' : ''}`}
      transform={`translate(${x},${y})`}
      role="button"
      aria-pressed={isSelected}
      tabIndex={isSelected ? 0 : -1}
      onClick={onSelect}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') onSelect();
      }}
    >
      {/* The name of the button, and its words on hover; what is seen says the same in parts. */}
      <title>{`${node.name}, ${node.className}, ${shapeWords(node.shape)}, ${levelWords[level]}: ${node.verdicts[preset].reason}`}</title>
      <g aria-hidden>
        <rect className="graph-box" width={nodeWidth} height={nodeHeight} rx="6" />
        <rect className="graph-level" x="0" y="0" width="6" height={nodeHeight} rx="3" />
        <g transform={`translate(${nodeWidth - 14},${nodeHeight - 14})`}>
          <circle className="graph-sign-disc" r="8" />
          <path className="graph-sign" d={signs[level]} />
        </g>
        <text className="graph-name" x="16" y="19">
          {clipped(node.name, 16)}
        </text>
        <text className="graph-class" x="16" y="37">
          {clipped(node.className === 'Activation' ? `Activation ${node.operation}` : node.className, 21)}
        </text>
        <text className="graph-shape" x="16" y="54">
          {shapeWords(node.shape)}
        </text>
      </g>
    </g>
  );
}

/** SVG text does not end in dots by itself; the full name is in the title and the table. */
function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.ceil(most / 2) - 1)}…${text.slice(-Math.floor(most / 2))}`;
}
