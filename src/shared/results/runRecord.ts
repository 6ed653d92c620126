import type { Tally } from '../metrics/tally.ts';
import type { Cell, SweepSettings } from '../sweep/plan.ts';
import type { AnalogWork, NetworkWork } from './work.ts';

/** The outcome of a sweep, complete and self-contained: what tables, figures and reports are made of. */
export interface RunRecord {
  /** Version of this layout. */
  readonly schema: 2;
  readonly settings: SweepSettings;
  readonly provenance: Provenance;
  /** Samples that the analog network classifies as labelled, of the `count` samples. */
  readonly analog: {
    readonly correct: number;
    readonly predictions: readonly number[];
    /** Null in records of versions that did not count it. */
    readonly work: AnalogWork | null;
  };
  readonly labels: readonly number[];
  readonly classNames: readonly string[];
  readonly cells: readonly CellRecord[];
}

export interface CellRecord extends Cell {
  /** Over all samples; null while the cell is unfinished. */
  readonly tally: Tally | null;
  /** Why the cell could not be finished, in words; null while nothing stands against it. Going on with the sweep tries it again. */
  readonly failure: string | null;
  /** What the conversion dropped, folded or approximated, in sentences. */
  readonly notes: readonly string[];
  /** Null in records of versions that did not count it. */
  readonly work: NetworkWork | null;
}

/** What made the record. Nothing here may change a result. */
export interface Provenance {
  readonly spikebench: string;
  /** Where several engines worked at it, in the order of their first results: `webgpu (NAME), then simd`. */
  readonly engine: string;
  readonly node: string;
  readonly platform: string;
  /** What happened on the way, in sentences: a GPU was lost. Absent where nothing did. */
  readonly notes?: readonly string[];
}
