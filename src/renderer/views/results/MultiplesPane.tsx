import { useState } from 'react';
import { assignChannels } from '../../../shared/chart/channels.ts';
import { axisTitle } from '../../../shared/sweep/axisWords.ts';
import { type AxisName, axisNames, axisValues } from '../../../shared/sweep/axes.ts';
import { LiveCurvesChart } from '../../charts/LiveCurvesChart.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Select } from '../../components/Select.tsx';
import type { PaneProps } from './panes.ts';

/** The same curves in one panel for each value of an axis. */
export function MultiplesPane({ shown: { record, rows }, table }: PaneProps) {
  const varied = axisNames.filter((axis) => axisValues(axis, record.settings).length > 1);
  const [chosen, choose] = useState<AxisName | null>(null);
  const split = chosen ?? assignChannels(record.settings).panels[0] ?? varied.at(-1) ?? null;
  if (split === null) {
    return (
      <EmptyState title="Nothing varies">
        Small multiples draw one panel for each value of a setting. Give a setting several values in Sweep, such as
        “0.8, 1, 1.2” for the threshold.
      </EmptyState>
    );
  }
  return (
    <LiveCurvesChart
      title={`One panel for each ${axisTitle(split).toLowerCase()}`}
      record={record}
      rows={rows}
      split={split}
      left={table.filtered}
      tools={
        <Select
          label="Panels by"
          isLabelHidden
          options={varied.map((id) => ({ id, title: axisTitle(id) }))}
          selected={split}
          onSelect={choose}
        />
      }
    />
  );
}
