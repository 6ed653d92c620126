import type { LineLook } from '../../shared/chart/drawnCurves.ts';
import { dashLengths } from '../../shared/chart/legendGraphics.ts';

/** A piece of line as a curve has it: colour, dashes, marker. */
export function LineKey({ look }: { readonly look: LineLook }) {
  return (
    <svg className="line-key" width={26} height={12} aria-hidden>
      <line
        x1={0}
        y1={6}
        x2={26}
        y2={6}
        stroke={look.colour}
        strokeWidth={1.75}
        strokeDasharray={dashLengths(look.dash, 1.75)?.join(' ')}
      />
      <MarkerShape look={look} x={13} />
    </svg>
  );
}

/** The marker of a look, centred on x and on the middle of a key; nothing where it has none. */
export function MarkerShape({ look: { colour, marker }, x }: { readonly look: LineLook; readonly x: number }) {
  if (marker === null) return null;
  return marker.corners.length === 0 ? (
    <circle cx={x} cy={6} r={4} fill={colour} />
  ) : (
    <polygon points={marker.corners.map(([dx, dy]) => `${x + 8 * dx},${6 + 8 * dy}`).join(' ')} fill={colour} />
  );
}
