import type { NirReport, WorkbenchCurve } from '../nir/nirReport.ts';

/** A cell as a NIR file, before it is written. */
export interface NirView {
  readonly report: NirReport;
  /** The run's own result; null where the report is of fewer samples. */
  readonly workbench: WorkbenchCurve | null;
}

/** A file that was written; null: the dialog was cancelled. */
export interface PackedFile {
  readonly path: string | null;
  readonly bytes: number;
}
