import type { OpenedBundle } from '../../shared/api/exportTasks.ts';
import type { OpenedFiles, Watch } from '../../shared/api/engineViews.ts';
import { type BundleManifest, portableRecord, type WeightHash } from '../../shared/export/bundleManifest.ts';
import { firstDifferentRow, firstDifferentValue } from '../../shared/export/compareResults.ts';
import { resultsCsvLines } from '../../shared/export/resultsCsv.ts';
import { decodeRunRecord, encodeRunRecord } from '../../shared/export/runJson.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { Provenance, RunRecord } from '../../shared/results/runRecord.ts';
import { engineOf } from '../../shared/simulation/engineName.ts';
import { simulatedBy } from '../../shared/sweep/simulatedBy.ts';
import type { Engine } from './engine.ts';

export interface ReplayRequest {
  readonly bundle: string;
  /** Folder of its own, into which model and data are unpacked. */
  readonly folder: string;
  /** Used in the place of what the bundle holds; null for the bundle's own. */
  readonly model: string | null;
  readonly data: string | null;
  readonly provenance: Omit<Provenance, 'engine'>;
}

/** What a replay found. Every list is empty and every difference null where the bundle replays to the byte. */
export interface ReplayReport {
  readonly bundle: { readonly spikebench: string; readonly files: number; readonly cells: number };
  /** This Spikebench. */
  readonly spikebench: string;
  readonly changedFiles: readonly string[];
  /** In sentences: which weights, which files of the data. */
  readonly inputs: readonly string[];
  /** Which engine simulated now, and which then, in words; null where it is the same. They agree up to rounding. */
  readonly engine: string | null;
  /** Whether cells have other ids now, as with other files or in another version; they are left out of the comparison. */
  readonly isRenamed: boolean;
  /** Null where the results were made again and are the same. */
  readonly table: string | null;
  readonly record: string | null;
  readonly isSame: boolean;
}

/** Checks a bundle, runs it again, on the CPU where it was made on the GPU, and compares. Throws the Problems notABundle and fileNotInBundle and those of files and runs. */
export async function replayBundle(
  engine: Engine,
  { bundle, folder, model, data, provenance }: ReplayRequest,
  watch: Watch,
): Promise<ReplayReport> {
  const opened = await engine.exportPart({ about: 'openBundle', bundle, folder }, watch);
  const { manifest } = opened;
  const stored = decodeRunRecord(opened.record, bundle);
  const modelPath = model ?? opened.model ?? missing('model', manifest.model);
  const dataPath = data ?? opened.data ?? missing('data', manifest.data);
  const { split, offset, count: limit, scaling } = stored.settings.data;
  const files = await engine.open(modelPath, { path: dataPath, split, offset, limit, scaling });
  const inputs = await describeInputs(engine, manifest, files);
  const wanted = engineOf(stored.settings);
  const settings = {
    ...simulatedBy(stored.settings, wanted === 'webgpu' ? 'simd' : wanted),
    model: files.model,
    data: files.data,
  };
  const { record } = await engine.sweep({ settings, files, store: null, provenance }, watch);
  if (watch.signal?.aborted) throw watch.signal.reason;
  return report(opened, stored, record, inputs, provenance.spikebench);
}

function report(
  opened: OpenedBundle,
  stored: RunRecord,
  found: RunRecord,
  inputs: readonly string[],
  spikebench: string,
): ReplayReport {
  const { manifest, changed } = opened;
  // Where it was made is not what was found; the files are compared by themselves.
  const { settings } = stored;
  const comparable = portableRecord({
    ...found,
    provenance: stored.provenance,
    settings: {
      ...simulatedBy(found.settings, engineOf(settings)),
      model: settings.model,
      data: settings.data,
    },
    // Ids are hashes of files and settings: with others every one differs, which hides what the results are.
    cells: found.cells.map((cell, i) => ({ ...cell, id: stored.cells[i]?.id ?? cell.id })),
  });
  const table = firstDifferentRow(opened.table, [...resultsCsvLines(comparable)].join(''));
  const record = sameBytes(opened.record, comparable)
    ? null
    : (firstDifferentValue(plain(stored), plain(comparable)) ?? 'its layout is another');
  return {
    bundle: { spikebench: manifest.spikebench, files: manifest.files.length, cells: stored.cells.length },
    spikebench,
    changedFiles: changed,
    inputs,
    engine: differentEngine(stored.provenance.engine, found.provenance.engine),
    isRenamed: found.cells.some(({ id }, i) => id !== stored.cells[i]?.id),
    table,
    record,
    isSame: changed.length === 0 && inputs.length === 0 && table === null && record === null,
  };
}

function differentEngine(stored: string, found: string): string | null {
  return stored === found ? null : `simulated by ${stored} there, by ${found} here, which agree up to rounding`;
}

function sameBytes(stored: string, found: RunRecord): boolean {
  return encodeRunRecord(found) === stored;
}

function plain(record: RunRecord): unknown {
  return JSON.parse(encodeRunRecord(record)) as unknown;
}

async function describeInputs(
  engine: Engine,
  { model, data }: BundleManifest,
  files: OpenedFiles,
): Promise<readonly string[]> {
  const said: string[] = [];
  if (files.model.sha256 !== model.sha256) {
    const weights = await engine.exportPart({ about: 'hashWeights', model: files.model });
    const different = differentWeights(model.weights, weights);
    said.push(
      different.length === 0
        ? `the model file is another (SHA-256 ${files.model.sha256.slice(0, 12)}…, not ${model.sha256.slice(0, 12)}…), its weights are the same`
        : `weights differ: ${different.join('; ')}`,
    );
  }
  if (files.data.sha256 !== data.sha256) {
    const expected = `${data.files.map(({ name }) => name).join(', ')} (SHA-256 ${data.sha256.slice(0, 12)}…)`;
    said.push(`the data are others: expected ${expected}, found SHA-256 ${files.data.sha256.slice(0, 12)}…`);
  }
  return said;
}

/** Layers whose arrays are others, or in one of the models alone. */
export function differentWeights(stored: readonly WeightHash[], found: readonly WeightHash[]): readonly string[] {
  const keyOf = ({ layer, array }: WeightHash): string => `${layer}\n${array}`;
  const now = new Map(found.map((weight) => [keyOf(weight), weight]));
  const before = new Set(stored.map(keyOf));
  const changed = stored.flatMap((weight) => {
    const own = now.get(keyOf(weight));
    const name = `layer ${weight.layer}, ${weight.array}`;
    if (own === undefined) return [`${name} is missing`];
    if (own.shape.join() !== weight.shape.join())
      return [`${name} has shape ${own.shape.join(' × ')}, not ${weight.shape.join(' × ')}`];
    return own.sha256 === weight.sha256 ? [] : [name];
  });
  return [
    ...changed,
    ...found
      .filter((weight) => !before.has(keyOf(weight)))
      .map(({ layer, array }) => `layer ${layer}, ${array} is new`),
  ];
}

function missing(what: 'model' | 'data', { name, sha256 }: { readonly name: string; readonly sha256: string }): never {
  throw new WorkbenchError({ area: 'bundle', kind: 'fileNotInBundle', what, name, sha256 });
}
