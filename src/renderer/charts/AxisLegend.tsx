import { type ReactNode, useMemo } from 'react';
import type { Channels } from '../../shared/chart/channels.ts';
import type { LineLook } from '../../shared/chart/drawnCurves.ts';
import { legendKeys } from '../../shared/chart/legendKeys.ts';
import { chartStyle } from '../../shared/chart/theme.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { toggleHidden, useResults } from '../state/resultsState.ts';
import { useTheme } from '../state/themeChoice.ts';
import { LineKey } from './LineKey.tsx';
import { PointKey } from './PointKey.tsx';
import './CurveLegend.css';

interface AxisLegendProps {
  readonly settings: SweepSettings;
  readonly channels: Channels;
  /** Lines unless said. */
  readonly marks?: 'lines' | 'points';
  /** What else is drawn: `LegendNote`s. */
  readonly children?: ReactNode;
}

/** What colours, markers and dashes mean; a click on a key hides what has its value, in every picture of the results. */
export function AxisLegend({ settings, channels, marks = 'lines', children }: AxisLegendProps) {
  const theme = useTheme();
  const hidden = useResults((state) => state.hidden);
  const groups = useMemo(() => legendKeys(settings, channels, chartStyle(theme)), [settings, channels, theme]);
  return (
    <div className="curve-legend">
      {groups.map(({ axis, heading, keys }) => (
        <div key={axis} className="legend-group" role="group" aria-label={heading}>
          <span className="muted">{heading}</span>
          {keys.map(({ value, text, look }) => {
            const isShown = !hidden.has(`${axis}=${value}`);
            return (
              <button
                key={value}
                type="button"
                className="legend-key"
                aria-pressed={isShown}
                title={isShown ? `Hide ${text}` : `Show ${text}`}
                onClick={() => toggleHidden(`${axis}=${value}`)}
              >
                {marks === 'lines' ? <LineKey look={look} /> : <PointKey look={look} />}
                {text}
              </button>
            );
          })}
        </div>
      ))}
      {children === undefined ? null : <div className="legend-group">{children}</div>}
    </div>
  );
}

interface LegendNoteProps {
  readonly look: LineLook | { readonly band: string } | { readonly point: string; readonly opacity: number };
  readonly children: ReactNode;
}

/** A key of the legend that stands for one thing alone. */
export function LegendNote({ look, children }: LegendNoteProps) {
  return (
    <span className="legend-fixed">
      {'band' in look ? (
        <svg width={26} height={12} aria-hidden>
          <rect x={0} y={1} width={26} height={10} fill={look.band} opacity={0.18} />
        </svg>
      ) : 'point' in look ? (
        <svg width={12} height={12} aria-hidden>
          <circle cx={6} cy={6} r={4.5} fill={look.point} opacity={look.opacity} />
        </svg>
      ) : (
        <LineKey look={look} />
      )}
      {children}
    </span>
  );
}
