/** Name of a row: unique in a run, and the same in every view of it. Positions in the record's cells and in the settings' readouts. */
export function rowKey(cell: number, readout: number): string {
  return `${cell}.${readout}`;
}
