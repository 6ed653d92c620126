import type { TitleComponentOption } from 'echarts';
import type { RunRecord } from '../results/runRecord.ts';
import { axisNames, axisValues } from '../sweep/axes.ts';
import { axisWords } from '../sweep/axisWords.ts';
import type { ChartStyle } from './theme.ts';

/** Lines of the title with the space below them, in lengths of the font size. */
export const titleHeight = 3.6;

/** The subject of a chart of a record: model, data and number of samples; in smaller print what all curves share. */
export function chartTitle(record: RunRecord, margin: number, width: number, style: ChartStyle): TitleComponentOption {
  const line = { fontFamily: style.fontFamily, width: width - 2 * margin, overflow: 'truncate' as const };
  return {
    text: subject(record),
    subtext: sharedSettings(record),
    left: margin,
    top: margin,
    padding: 0,
    itemGap: 0.4 * style.fontSize,
    textStyle: { ...line, fontSize: style.titleSize, fontWeight: 'bold', color: style.text },
    subtextStyle: { ...line, fontSize: style.fontSize, color: style.muted },
  };
}

function subject({ settings: { model, data } }: RunRecord): string {
  return `${fileName(model.path)} on ${fileName(data.path)} (${data.split}, n = ${data.count})`;
}

function sharedSettings({ settings }: RunRecord): string {
  const shared = axisNames.filter((axis) => axisValues(axis, settings).length === 1);
  return shared.map((axis) => `${axis} ${axisWords(axis, axisValues(axis, settings)[0]!)}`).join(' · ');
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1)!;
}
