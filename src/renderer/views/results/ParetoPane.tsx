import { useCallback, useMemo, useState } from 'react';
import type { PlotSettings } from '../../../shared/chart/chartSettings.ts';
import {
  dominatedOpacity,
  dominatedWords,
  frontWords,
  paretoChart,
  pointChannels,
} from '../../../shared/chart/paretoChart.ts';
import { measureFacts, type MeasureName } from '../../../shared/metrics/measures.ts';
import { paretoNumbers } from '../../../shared/results/paretoNumbers.ts';
import { AxisLegend, LegendNote } from '../../charts/AxisLegend.tsx';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { Select } from '../../components/Select.tsx';
import { selectRow, useResults } from '../../state/resultsState.ts';
import type { PaneProps } from './panes.ts';
import { useLegendRows } from './useLegendRows.ts';

const costs: readonly MeasureName[] = ['latency', 'spikes', 'synapticOperations', 'energy'];
const merits: readonly MeasureName[] = ['accuracy', 'agreement'];

/** Which settings are worth their cost. */
export function ParetoPane({ shown, table }: PaneProps) {
  const { settings } = shown.record;
  const { moment } = table;
  const leftRows = useLegendRows(table);
  const channels = useMemo(() => pointChannels(settings), [settings]);
  const { selected } = useResults();
  const [x, setX] = useState<MeasureName>('synapticOperations');
  const [y, setY] = useState<MeasureName>('accuracy');
  const numbers = useMemo(
    () => paretoNumbers(leftRows, { x, y }, moment, settings.timeStep),
    [leftRows, x, y, moment, settings.timeStep],
  );
  const draw = useCallback(
    (plot: PlotSettings) => paretoChart(numbers, { x, y, points: moment.points }, settings, new Set(selected), plot),
    [numbers, x, y, moment, settings, selected],
  );
  const options = (names: readonly MeasureName[]) =>
    names.map((id) => ({ id, title: measureFacts(id, moment.points).title }));
  return (
    <ChartFrame
      title={`Pareto front after ${moment.time} ms`}
      draw={draw}
      onPick={selectRow}
      legend={
        <AxisLegend settings={settings} channels={channels} marks="points">
          <LegendNote look={{ colour: 'currentColor', dash: [], marker: null }}>{frontWords}</LegendNote>
          <LegendNote look={{ point: 'currentColor', opacity: dominatedOpacity }}>{dominatedWords}</LegendNote>
        </AxisLegend>
      }
      note={
        numbers.missing === 0
          ? 'A dominated row has another one that is at least as good in both and better in one.'
          : `${numbers.missing} of ${leftRows.length} rows have no value and are left out.`
      }
      tools={
        <>
          <Select label="Merit" isLabelHidden options={options(merits)} selected={y} onSelect={setY} />
          <span className="muted small">against</span>
          <Select label="Cost" isLabelHidden options={options(costs)} selected={x} onSelect={setX} />
        </>
      }
    />
  );
}
