import type { LineLook } from '../../shared/chart/drawnCurves.ts';
import { dashLengths } from '../../shared/chart/legendGraphics.ts';

/** A piece of line as a curve has it: colour, dashes, marker. */
export function LineKey({ look: { colour, dash, marker } }: { readonly look: LineLook }) {
  return (
    <svg className="line-key" width={26} height={12} aria-hidden>
      <line
        x1={0}
        y1={6}
        x2={26}
        y2={6}
        stroke={colour}
        strokeWidth={1.75}
        strokeDasharray={dashLengths(dash, 1.75)?.join(' ')}
      />
      {marker === null ? null : marker.corners.length === 0 ? (
        <circle cx={13} cy={6} r={4} fill={colour} />
      ) : (
        <polygon points={marker.corners.map(([x, y]) => `${13 + 8 * x},${6 + 8 * y}`).join(' ')} fill={colour} />
      )}
    </svg>
  );
}
