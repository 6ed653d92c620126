import { type ByteSource, readAll } from '../bytes/byteSource.ts';
import { type Hdf5File, isHdf5, withHdf5 } from '../bytes/hdf5.ts';
import { openZip, type ZipArchive } from '../bytes/zip.ts';
import { isZip } from '../bytes/zipDirectory.ts';
import { NestedTooDeeply } from '../fileJson.ts';
import { WorkbenchError } from '../problems/problems.ts';
import { findArchiveWeights } from './archiveWeights.ts';
import { buildGraph } from './buildGraph.ts';
import { describeArchive, describeContent } from './describeContent.ts';
import { outlineOf, translateLayers } from './findOffenders.ts';
import type { ModelGraph, ModelSource } from './graph.ts';
import { type KerasModel, NotKeras, parseKerasConfig } from './kerasConfig.ts';
import { findLegacyWeights, textList } from './legacyWeights.ts';
import { createWeightReader, type WeightPaths } from './weightReader.ts';

/** Most bytes of a model file, and of its configuration. */
const maximumSize = 2 ** 31;
const maximumConfig = 2 ** 26;

/**
 * Reads a Keras model: a `.keras` archive or a legacy `.h5` file, Sequential or Functional, of Keras 2 or 3; the content decides, not the
 * name. Throws the model Problems.
 */
export async function readModel(source: ByteSource): Promise<ModelGraph> {
  const file = source.name;
  if (source.byteLength > maximumSize) throw notAModel(file, `it is larger than ${maximumSize / 2 ** 30} GiB`);
  const head = await source.slice(0, Math.min(512, source.byteLength));
  if (isZip(head)) return readArchive(source);
  if (isHdf5(head)) return readLegacy(source);
  throw notAModel(file, describeContent(head));
}

async function readArchive(source: ByteSource): Promise<ModelGraph> {
  const file = source.name;
  const damaged = damagedIn(file);
  const archive = await openZip(source, damaged);
  if (!archive.has('config.json')) {
    if (archive.has('model.weights.h5')) throw new WorkbenchError({ area: 'model', kind: 'weightsOnly', file });
    throw notAModel(file, describeArchive(archive.names));
  }
  const model = parseConfig(file, await textOf(archive, 'config.json'));
  const translations = translationsOf(file, model);
  const kerasVersion = archive.has('metadata.json') ? versionIn(await textOf(archive, 'metadata.json')) : null;
  return withHdf5(await archive.read('model.weights.h5'), damaged, (weights) =>
    graphOf(
      file,
      { container: 'keras', kerasVersion, architecture: model.className },
      model,
      translations,
      weights,
      findArchiveWeights(weights, model),
    ),
  );
}

async function readLegacy(source: ByteSource): Promise<ModelGraph> {
  const file = source.name;
  return withHdf5(await readAll(source), damagedIn(file), (content) => {
    const config = textList(content, '/', 'model_config')?.join('') ?? null;
    if (config === null) {
      if (!holdsWeights(content)) throw notAModel(file, 'it is an HDF5 file without a model');
      throw new WorkbenchError({ area: 'model', kind: 'weightsOnly', file });
    }
    const model = parseConfig(file, config);
    const kerasVersion = content.textAttribute('/', 'keras_version')?.[0] ?? null;
    const modelSource = { container: 'h5', kerasVersion, architecture: model.className } as const;
    return graphOf(file, modelSource, model, translationsOf(file, model), content, findLegacyWeights(content, model));
  });
}

function graphOf(
  file: string,
  source: ModelSource,
  model: KerasModel,
  translations: ReturnType<typeof translationsOf>,
  content: Hdf5File,
  paths: WeightPaths,
): ModelGraph {
  return buildGraph(model, { file, source, translations, weights: createWeightReader(content, paths, file) });
}

/** Throws the Problem unsupportedLayers, which lists them all. */
function translationsOf(file: string, model: KerasModel) {
  const { of, offenders } = translateLayers(model);
  if (offenders.length > 0)
    throw new WorkbenchError({
      area: 'model',
      kind: 'unsupportedLayers',
      file,
      layers: offenders,
      outline: outlineOf(model),
    });
  return of;
}

function parseConfig(file: string, text: string): KerasModel {
  try {
    return parseKerasConfig(text);
  } catch (error) {
    if (error instanceof NotKeras) throw notAModel(file, error.message);
    if (error instanceof NestedTooDeeply) throw damagedIn(file)('its configuration is nested too deeply');
    if (error instanceof SyntaxError) throw damagedIn(file)('its configuration is not valid JSON');
    throw error;
  }
}

async function textOf(archive: ZipArchive, name: string): Promise<string> {
  const bytes = await archive.read(name);
  return new TextDecoder().decode(bytes.subarray(0, maximumConfig));
}

function versionIn(metadata: string): string | null {
  return /"keras_version"\s*:\s*"([^"]*)"/.exec(metadata)?.[1] ?? null;
}

/** Legacy weights files list their layers, those of Keras 3 have groups of variables. */
function holdsWeights(content: Hdf5File): boolean {
  const attributes = content.attributesOf('/');
  return (
    attributes.some((name) => /^layer_names\d*$/.test(name)) ||
    /\b(layers|vars|_layer_checkpoint_dependencies)\b/.test(content.namesIn('/').join(' '))
  );
}

function notAModel(file: string, found: string): WorkbenchError {
  return new WorkbenchError({ area: 'model', kind: 'notAModel', file, found });
}

function damagedIn(file: string): (reason: string) => WorkbenchError {
  return (reason) => new WorkbenchError({ area: 'model', kind: 'damagedModel', file, reason });
}
