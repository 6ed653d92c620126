import { useCallback, useMemo, useState } from 'react';
import { axisTitle } from '../../../shared/sweep/axisWords.ts';
import { firstAxes } from '../../../shared/chart/firstAxes.ts';
import { heatMap } from '../../../shared/chart/heatMap.ts';
import type { PlotSettings } from '../../../shared/chart/chartSettings.ts';
import { measureFacts, type MeasureName, measureNames } from '../../../shared/metrics/measures.ts';
import { type Gathering, heatMapNumbers } from '../../../shared/results/heatMapNumbers.ts';
import { axisNames } from '../../../shared/sweep/axes.ts';
import { Choice } from '../../components/Choice.tsx';
import { Select } from '../../components/Select.tsx';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { selectRow, useResults } from '../../state/resultsState.ts';
import type { PaneProps } from './panes.ts';

/** A measure over two axes of the sweep. */
export function HeatMapPane({ shown, table }: PaneProps) {
  const { settings } = shown.record;
  const { selected } = useResults();
  const [axes, setAxes] = useState(() => firstAxes(settings));
  const [measure, setMeasure] = useState<MeasureName>('accuracy');
  const [gathering, setGathering] = useState<Gathering>('mean');
  const { leftRows, moment } = table;
  const numbers = useMemo(
    () => heatMapNumbers(leftRows, settings, axes, measure, moment, gathering),
    [leftRows, settings, axes, measure, moment, gathering],
  );
  const draw = useCallback(
    (plot: PlotSettings) => heatMap(numbers, axes, { name: measure, points: moment.points }, new Set(selected), plot),
    [numbers, axes, measure, moment, selected],
  );
  const isShared = numbers.squares.some(({ keys }) => keys.length > 1);
  const options = axisNames.map((id) => ({ id, title: axisTitle(id) }));
  return (
    <ChartFrame
      title={`${measureFacts(measure, moment.points).title} after ${moment.time} ms`}
      draw={draw}
      onPick={selectRow}
      tools={
        <>
          <Select
            label="Measure"
            isLabelHidden
            options={measureNames.map((id) => ({ id, title: measureFacts(id, moment.points).title }))}
            selected={measure}
            onSelect={setMeasure}
          />
          <Select
            label="Down"
            isLabelHidden
            options={options.filter(({ id }) => id !== axes.x)}
            selected={axes.y}
            onSelect={(y) => setAxes({ ...axes, y })}
          />
          <span className="muted small">by</span>
          <Select
            label="Across"
            isLabelHidden
            options={options.filter(({ id }) => id !== axes.y)}
            selected={axes.x}
            onSelect={(x) => setAxes({ ...axes, x })}
          />
          {isShared ? (
            <Choice
              label="Rows that share a square"
              options={[
                { id: 'mean', title: 'Mean' },
                { id: 'best', title: 'Best' },
              ]}
              selected={gathering}
              onSelect={setGathering}
            />
          ) : null}
        </>
      }
    />
  );
}
