import { useCallback, useMemo } from 'react';
import { assignChannels } from '../../../shared/chart/channels.ts';
import type { PlotSettings } from '../../../shared/chart/chartSettings.ts';
import { energyChart } from '../../../shared/chart/energyChart.ts';
import { markers } from '../../../shared/chart/markers.ts';
import { energyNumbers } from '../../../shared/results/energyNumbers.ts';
import { AxisLegend, LegendNote } from '../../charts/AxisLegend.tsx';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useEnergy } from '../../state/energyChoice.ts';
import { selectRow, useResults } from '../../state/resultsState.ts';
import type { PaneProps } from './panes.ts';
import { useLegendRows } from './useLegendRows.ts';

/** What accuracy costs in energy, against the analog network. */
export function EnergyPane({ shown, table }: PaneProps) {
  const { settings } = shown.record;
  const [model] = useEnergy();
  const { accuracyRange } = useResults();
  const leftRows = useLegendRows(table);
  const channels = useMemo(() => assignChannels(settings), [settings]);
  const numbers = useMemo(
    () => energyNumbers(leftRows, model, settings.timeStep),
    [leftRows, model, settings.timeStep],
  );
  const draw = useCallback(
    (plot: PlotSettings) => energyChart(numbers, model, settings, { ...plot, accuracyRange }),
    [numbers, model, settings, accuracyRange],
  );
  if (numbers.curves.length === 0 && leftRows.length === table.leftRows.length) {
    return (
      <EmptyState title="This run does not say what its networks do">
        It was made by an older Spikebench, which did not count neurons and connections. A run of the same sweep has
        them.
      </EmptyState>
    );
  }
  return (
    <ChartFrame
      title="Accuracy against estimated energy"
      draw={draw}
      onPick={selectRow}
      legend={
        <AxisLegend settings={settings} channels={channels}>
          {numbers.analog === null ? null : (
            <LegendNote look={{ colour: 'currentColor', dash: [], marker: markers[3]! }}>analog network</LegendNote>
          )}
        </AxisLegend>
      }
    />
  );
}
