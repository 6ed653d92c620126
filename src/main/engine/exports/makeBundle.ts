import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { MadeBundle, MakeBundle } from '../../../shared/api/exportTasks.ts';
import type { ByteSource } from '../../../shared/bytes/byteSource.ts';
import { accuracyAgainstTime } from '../../../shared/chart/accuracyAgainstTime.ts';
import { renderChartSvg } from '../../../shared/chart/renderSvg.ts';
import {
  type BundleManifest,
  bundlePlaces,
  dataPlace,
  encodeManifest,
  lastPart,
  modelPlace,
  portableRecord,
} from '../../../shared/export/bundleManifest.ts';
import { bundlePage } from '../../../shared/export/bundlePage.ts';
import { bundleReadme } from '../../../shared/export/bundleReadme.ts';
import { methodsParagraph } from '../../../shared/export/methodsParagraph.ts';
import { bibtex, citedBy } from '../../../shared/export/references.ts';
import { resultsCsvLines } from '../../../shared/export/resultsCsv.ts';
import { decodeRunRecord, encodeRunRecord } from '../../../shared/export/runJson.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import type { RunRecord } from '../../../shared/results/runRecord.ts';
import type { FileReference } from '../../../shared/sweep/plan.ts';
import { openDatasetFiles } from '../../store/datasetFiles.ts';
import { fileProblem } from '../../store/files.ts';
import { isDrawable } from '../../store/writeResults.ts';
import { hashSource, hashSources } from '../tasks/hashSource.ts';
import { hashWeights } from './hashWeights.ts';
import { type BundleEntry, writeBundle } from './writeBundle.ts';

/** The zip format counts in 32 bits. */
const mostBytes = 2 ** 31;
const figureSize = { width: 960, height: 600 };

/**
 * Writes the bundle of a finished run, whole or not at all: settings, results, figures, hashes, and how to run it again. Equal results, files and
 * surroundings give equal bytes. Throws the Problems unfinishedRun, bundleTooLarge, fileChanged and those of files.
 */
export async function makeBundle(
  { folder, out, model, data, withModel, withData, spikebench }: MakeBundle,
  modelOf: (reference: FileReference) => Promise<ModelGraph>,
): Promise<MadeBundle> {
  const original = await readRecord(join(folder, 'run.json'));
  const finished = original.cells.filter(({ tally }) => tally !== null).length;
  if (finished < original.cells.length) {
    throw new WorkbenchError({ area: 'bundle', kind: 'unfinishedRun', folder, finished, cells: original.cells.length });
  }
  const record = portableRecord(original);
  const figure = isDrawable(record)
    ? await renderChartSvg(accuracyAgainstTime(record, { theme: 'light', ...figureSize }), figureSize)
    : null;
  const modelPath = model ?? original.settings.model.path;
  const dataPath = data ?? original.settings.data.path;
  const graph = await modelOf({ path: modelPath, sha256: original.settings.model.sha256 });
  const { sources } = await openDatasetFiles(dataPath);
  if ((await hashSources(sources)) !== original.settings.data.sha256) {
    throw new WorkbenchError({ area: 'file', kind: 'fileChanged', path: dataPath });
  }
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);
  const contents: readonly (readonly [path: string, content: Uint8Array])[] = [
    [bundlePlaces.table, text([...resultsCsvLines(record)].join(''))],
    [bundlePlaces.record, text(encodeRunRecord(record))],
    ...(figure === null ? [] : [['figures/accuracy-against-time.svg', text(figure)] as const]),
    ...(await drawnFigures(folder)),
    ['methods.txt', text(`${methodsParagraph(record)}\n`)],
    ['references.bib', text(bibtex(citedBy(record)))],
  ];
  const dataName = lastPart(original.settings.data.path);
  const manifest: BundleManifest = {
    schema: 1,
    spikebench,
    model: {
      name: lastPart(original.settings.model.path),
      sha256: original.settings.model.sha256,
      path: withModel ? modelPlace(lastPart(original.settings.model.path)) : null,
      weights: [...hashWeights(graph)],
    },
    data: {
      name: dataName,
      sha256: original.settings.data.sha256,
      path: withData ? dataPlace(dataName) : null,
      files: await Promise.all(sources.map(describeSource)),
    },
    files: contents.map(([path, content]) => ({ path, bytes: content.length, sha256: sha256(content) })),
    environment: {
      spikebench: record.provenance.spikebench,
      engine: record.provenance.engine,
      node: record.provenance.node,
      platform: record.provenance.platform,
    },
  };
  const isFolder = (await stat(dataPath)).isDirectory();
  const dataFolder = isFolder ? dataPath : dirname(dataPath);
  const streamed = [
    ...(withModel ? [{ path: manifest.model.path!, from: modelPath }] : []),
    ...(withData
      ? sources.map(({ name }) => ({
          path: isFolder ? `${manifest.data.path!}/${name}` : dataPlace(name),
          from: join(dataFolder, name),
        }))
      : []),
  ];
  const bytes = sources.reduce((sum, { byteLength }) => sum + (withData ? byteLength : 0), 0);
  if (bytes > mostBytes) throw new WorkbenchError({ area: 'bundle', kind: 'bundleTooLarge', bytes, most: mostBytes });
  const entries: BundleEntry[] = [
    { path: 'README.md', content: text(bundleReadme(record, manifest)) },
    { path: 'index.html', content: text(bundlePage(record, manifest, figure)) },
    { path: bundlePlaces.manifest, content: text(encodeManifest(manifest)) },
    ...contents.map(([path, content]) => ({ path, content })),
    ...streamed.map(({ path, from }) => ({ path, content: createReadStream(from) })),
  ];
  const size = await writeWhole(out, entries);
  return { path: out, bytes: size, files: entries.map(({ path }) => path) };
}

async function readRecord(path: string): Promise<RunRecord> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileProblem(path, error);
  });
  return decodeRunRecord(content, path);
}

/** Figures that were drawn into the run's folder, by name. */
async function drawnFigures(folder: string): Promise<readonly (readonly [string, Uint8Array])[]> {
  const place = join(folder, 'figures');
  const names = (await readdir(place).catch(() => [])).filter((name) => /\.(svg|pdf|png)$/i.test(name)).toSorted();
  return Promise.all(
    names
      .filter((name) => name !== 'accuracy-against-time.svg')
      .map(async (name) => [`figures/${name}`, new Uint8Array(await readFile(join(place, name)))] as const),
  );
}

async function describeSource(source: ByteSource): Promise<BundleManifest['data']['files'][number]> {
  return { name: basename(source.name), bytes: source.byteLength, sha256: await hashSource(source) };
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

async function writeWhole(path: string, entries: readonly BundleEntry[]): Promise<number> {
  const draft = `${path}.${process.pid}.draft`;
  let size = 0;
  try {
    const handle = await open(draft, 'w');
    try {
      await writeBundle(entries, async (piece) => {
        await handle.writeFile(piece);
        size += piece.length;
      });
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
    return size;
  } catch (error) {
    await rm(draft, { force: true });
    throw fileProblem(path, error);
  }
}
