import { type ReactNode, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { ViewName } from '../../shared/api/workbench.ts';
import { usePreference } from '../state/preferences.ts';
import './SplitFrame.css';

interface SplitFrameProps {
  readonly view: ViewName;
  /** The picture. */
  readonly upper: ReactNode;
  /** The table that belongs to it. */
  readonly lower: ReactNode;
  readonly lowerLabel: string;
  /** To start with: pixels, or a share of the height such as "40%". */
  readonly lowerHeight?: number | string;
}

/** The main picture over its table; the edge between them is remembered per view. */
export function SplitFrame({ view, upper, lower, lowerLabel, lowerHeight = '38%' }: SplitFrameProps) {
  const [height, saveHeight] = usePreference(
    `${view}.lower.height`,
    typeof lowerHeight === 'number' ? `${lowerHeight}px` : lowerHeight,
  );
  // The height is saved while it is dragged; only the first one sets the panel.
  const [firstHeight] = useState(height);
  return (
    <Group className="split-frame" orientation="vertical">
      <Panel id="upper" minSize={160} className="split-part">
        {upper}
      </Panel>
      <Separator className="split-edge" aria-label={`Height of ${lowerLabel}`} />
      <Panel
        id="lower"
        minSize={96}
        defaultSize={firstHeight}
        groupResizeBehavior="preserve-pixel-size"
        className="split-part"
        onResize={({ inPixels }, _id, previous) => {
          if (previous !== undefined) saveHeight(`${Math.round(inPixels)}px`);
        }}
      >
        {lower}
      </Panel>
    </Group>
  );
}
