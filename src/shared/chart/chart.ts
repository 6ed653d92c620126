import type { EChartsOption } from 'echarts';

/** A chart ready to be drawn, and what it shows in other ways: for those who cannot see it, and for those who want the numbers. */
export interface Chart {
  readonly option: EChartsOption;
  /** Its subject, in words: the accessible name. */
  readonly name: string;
  /** The numbers that are drawn; made when asked for. */
  readonly table: () => ChartTable;
  /** What an item stands for, by series and position: a row's key, or null. */
  readonly keyAt?: (series: number, item: number) => string | null;
}

/** Numbers as rows; heads carry units. Null where there is no value. */
export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}
