import { PanelLeftOpen, PanelRightOpen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { ViewName } from '../../shared/api/workbench.ts';
import { Button } from '../components/Button.tsx';
import { useCommands } from '../state/commands.ts';
import { usePreference } from '../state/preferences.ts';
import './ViewFrame.css';

/** A side panel: what it is called where it is folded away. */
export interface SidePanel {
  readonly label: string;
  readonly content: ReactNode;
  /** Pixels to start with. */
  readonly width: number;
}

interface ViewFrameProps {
  readonly view: ViewName;
  readonly left?: SidePanel;
  readonly right?: SidePanel;
  readonly children: ReactNode;
}

/** A view between its side panels, each of which remembers its width and whether it is folded away. */
export function ViewFrame({ view, left, right, children }: ViewFrameProps) {
  const leftSide = useSide(view, 'left', left?.width ?? 240);
  const rightSide = useSide(view, 'right', right?.width ?? 320);
  useCommands(`frame-${view}`, [
    ...(left === undefined ? [] : [foldCommand('left', left.label, leftSide)]),
    ...(right === undefined ? [] : [foldCommand('right', right.label, rightSide)]),
  ]);
  return (
    <div className="view-frame">
      {left !== undefined && leftSide.isFolded ? (
        <FoldedSide side="left" label={left.label} onOpen={leftSide.toggle} />
      ) : null}
      <Group className="view-group" orientation="horizontal">
        {left === undefined || leftSide.isFolded ? null : (
          <>
            <SideOf side={left} state={leftSide} name="left" />
            <Separator className="side-edge" aria-label={`Width of ${left.label}`} />
          </>
        )}
        <Panel id="main" minSize={320} className="view-main">
          {children}
        </Panel>
        {right === undefined || rightSide.isFolded ? null : (
          <>
            <Separator className="side-edge" aria-label={`Width of ${right.label}`} />
            <SideOf side={right} state={rightSide} name="right" />
          </>
        )}
      </Group>
      {right !== undefined && rightSide.isFolded ? (
        <FoldedSide side="right" label={right.label} onOpen={rightSide.toggle} />
      ) : null}
    </div>
  );
}

interface SideState {
  readonly width: number;
  readonly isFolded: boolean;
  readonly setWidth: (width: number) => void;
  readonly toggle: () => void;
}

function useSide(view: ViewName, side: 'left' | 'right', initial: number): SideState {
  const [width, saveWidth] = usePreference(`${view}.${side}.width`, String(initial));
  const [folded, saveFolded] = usePreference(`${view}.${side}.folded`, 'no');
  return {
    width: Number(width),
    isFolded: folded === 'yes',
    setWidth: (next) => saveWidth(String(Math.round(next))),
    toggle: () => saveFolded(folded === 'yes' ? 'no' : 'yes'),
  };
}

interface SideOfProps {
  readonly side: SidePanel;
  readonly state: SideState;
  readonly name: 'left' | 'right';
}

function SideOf({ side, state, name }: SideOfProps) {
  // The width is saved while it is dragged; only the first one sets the panel.
  const [firstWidth] = useState(state.width);
  return (
    <Panel
      id={name}
      className={`view-side ${name}`}
      defaultSize={firstWidth}
      minSize={160}
      maxSize={640}
      groupResizeBehavior="preserve-pixel-size"
      onResize={({ inPixels }, _id, previous) => {
        if (previous !== undefined && Math.round(inPixels) !== state.width) state.setWidth(inPixels);
      }}
    >
      <aside className="side-content" aria-label={side.label}>
        {side.content}
      </aside>
    </Panel>
  );
}

function FoldedSide({
  side,
  label,
  onOpen,
}: {
  readonly side: 'left' | 'right';
  readonly label: string;
  readonly onOpen: () => void;
}) {
  const Icon = side === 'left' ? PanelLeftOpen : PanelRightOpen;
  return (
    <div className={`side-folded ${side}`}>
      <Button kind="quiet" icon={<Icon />} hint={`Show ${label}`} onPress={onOpen} />
    </div>
  );
}

function foldCommand(side: 'left' | 'right', label: string, state: SideState) {
  return {
    id: `fold-${side}`,
    group: 'View',
    title: `${state.isFolded ? 'Show' : 'Hide'} ${label}`,
    keys: side === 'left' ? '[' : ']',
    run: state.toggle,
  } as const;
}
