import type { LineLook } from '../../shared/chart/drawnCurves.ts';
import { MarkerShape } from './LineKey.tsx';

/** A point as a row has it: colour and marker. */
export function PointKey({ look }: { readonly look: LineLook }) {
  return (
    <svg className="line-key" width={12} height={12} aria-hidden>
      <MarkerShape look={look} x={6} />
    </svg>
  );
}
