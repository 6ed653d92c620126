import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { ModelNode } from '../../../shared/api/modelViews.ts';
import type { PresetName } from '../../../shared/conversion/settings.ts';
import { Button } from '../../components/Button.tsx';
import { useSizeOf } from '../../components/useSizeOf.ts';
import { LayerNode } from './LayerNode.tsx';
import { neighbourOf, nodeHeight, nodeWidth, placeGraph } from './graphLayout.ts';
import { fitGraph } from './wrapGraph.ts';
import './ModelGraph.css';

interface ModelGraphProps {
  readonly nodes: readonly ModelNode[];
  readonly preset: PresetName;
  readonly selected: number;
  readonly onSelect: (index: number) => void;
}

/** The network, from its input at the left to its output at the right. */
export function ModelGraph({ nodes, preset, selected, onSelect }: ModelGraphProps) {
  const frame = useRef<HTMLDivElement>(null);
  const size = useSizeOf(frame);
  const [chosenZoom, setZoom] = useState<number | null>(null);
  const row = useMemo(() => placeGraph(nodes), [nodes]);
  const { picture, zoom: fitting } = useMemo(() => fitGraph(row, size), [row, size]);
  const zoom = chosenZoom ?? fitting;

  const walk = (event: KeyboardEvent): void => {
    const next = neighbourOf(picture, selected, event.key);
    if (next === null) return;
    event.preventDefault();
    onSelect(next);
    frame.current?.querySelector<SVGGElement>(`[data-node="${next}"]`)?.focus();
  };

  return (
    <div className="model-graph">
      <div ref={frame} className="model-graph-frame">
        <svg
          width={picture.width * zoom}
          height={picture.height * zoom}
          viewBox={`0 0 ${picture.width} ${picture.height}`}
          role="group"
          aria-label={`Network of ${nodes.length} layers`}
          onKeyDown={walk}
        >
          {picture.edges.map(({ from, to, path }) => (
            <path
              key={`${from}-${to}`}
              className={`graph-edge${from === selected || to === selected ? ' near' : ''}`}
              d={path}
            />
          ))}
          {picture.nodes.map(({ index, x, y }) => (
            <LayerNode
              key={index}
              index={index}
              node={nodes[index]!}
              preset={preset}
              x={x - nodeWidth / 2}
              y={y - nodeHeight / 2}
              isSelected={index === selected}
              onSelect={() => onSelect(index)}
            />
          ))}
        </svg>
      </div>
      <div className="graph-zoom">
        <Button kind="quiet" icon={<ZoomOut />} hint="Smaller" onPress={() => setZoom(Math.max(zoom / 1.25, 0.25))} />
        <Button kind="quiet" icon={<ZoomIn />} hint="Larger" onPress={() => setZoom(Math.min(zoom * 1.25, 3))} />
        <Button kind="quiet" icon={<Maximize2 />} hint="Fit" onPress={() => setZoom(null)} />
      </div>
    </div>
  );
}
