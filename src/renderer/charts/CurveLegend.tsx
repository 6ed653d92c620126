import { useMemo } from 'react';
import type { Channels } from '../../shared/chart/channels.ts';
import { legendKeys } from '../../shared/chart/legendKeys.ts';
import { chartStyle } from '../../shared/chart/theme.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { toggleHidden, useResults } from '../state/resultsState.ts';
import { useTheme } from '../state/themeChoice.ts';
import { LineKey } from './LineKey.tsx';
import './CurveLegend.css';

interface CurveLegendProps {
  readonly settings: SweepSettings;
  readonly channels: Channels;
  /** "98.70 %"; null while it is not known. */
  readonly analog: string | null;
}

/** What colours, markers and dashes mean; a click on a key hides its curves. */
export function CurveLegend({ settings, channels, analog }: CurveLegendProps) {
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
                <LineKey look={look} />
                {text}
              </button>
            );
          })}
        </div>
      ))}
      <div className="legend-group">
        <span className="legend-fixed">
          <svg width={26} height={12} aria-hidden>
            <rect x={0} y={1} width={26} height={10} fill="currentColor" opacity={0.18} />
          </svg>
          95 % Wilson interval
        </span>
        {analog === null ? null : (
          <span className="legend-fixed">
            <svg width={26} height={12} aria-hidden>
              <line x1={0} y1={6} x2={26} y2={6} stroke="currentColor" strokeWidth={1.5} strokeDasharray="7 5" />
            </svg>
            analog network {analog}
          </span>
        )}
      </div>
    </div>
  );
}
