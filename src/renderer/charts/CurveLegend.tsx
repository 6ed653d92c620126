import type { Channels } from '../../shared/chart/channels.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { AxisLegend, LegendNote } from './AxisLegend.tsx';

interface CurveLegendProps {
  readonly settings: SweepSettings;
  readonly channels: Channels;
  /** "98.70 %"; null while it is not known. */
  readonly analog: string | null;
}

/** The legend of curves against time: their values, their bands and the analog network. */
export function CurveLegend({ settings, channels, analog }: CurveLegendProps) {
  return (
    <AxisLegend settings={settings} channels={channels}>
      <LegendNote look={{ band: 'currentColor' }}>95 % Wilson interval</LegendNote>
      {analog === null ? null : (
        <LegendNote look={{ colour: 'currentColor', dash: [4, 3], marker: null }}>analog network {analog}</LegendNote>
      )}
    </AxisLegend>
  );
}
