import { useCallback, useMemo } from 'react';
import type { PlotSettings } from '../../../shared/chart/chartSettings.ts';
import { energyChart } from '../../../shared/chart/energyChart.ts';
import { energyNumbers } from '../../../shared/results/energyNumbers.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useEnergy } from '../../state/energyChoice.ts';
import { selectRow, useResults } from '../../state/resultsState.ts';
import type { PaneProps } from './panes.ts';

/** What accuracy costs in energy, against the analog network. */
export function EnergyPane({ shown, table: { leftRows } }: PaneProps) {
  const { settings } = shown.record;
  const [model] = useEnergy();
  const { accuracyRange } = useResults();
  const numbers = useMemo(
    () => energyNumbers(leftRows, model, settings.timeStep),
    [leftRows, model, settings.timeStep],
  );
  const draw = useCallback(
    (plot: PlotSettings) => energyChart(numbers, model, settings, { ...plot, accuracyRange }),
    [numbers, model, settings, accuracyRange],
  );
  if (numbers.curves.length === 0) {
    return (
      <EmptyState title="This run does not say what its networks do">
        It was made by an older Spikebench, which did not count neurons and connections. A run of the same sweep has
        them.
      </EmptyState>
    );
  }
  return <ChartFrame title="Accuracy against estimated energy" draw={draw} onPick={selectRow} />;
}
