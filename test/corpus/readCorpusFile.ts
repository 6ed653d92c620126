import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readSweepFile } from '../../src/main/cli/sweepFile.ts';
import { openDatasetFiles } from '../../src/main/store/datasetFiles.ts';
import { openByteSource } from '../../src/main/store/files.ts';
import { openJournal } from '../../src/main/store/journal.ts';
import { readProjectFile } from '../../src/main/store/projectFile.ts';
import { checkLabels } from '../../src/shared/dataset/labels.ts';
import { readDataset } from '../../src/shared/dataset/readDataset.ts';
import { decodeRunRecord } from '../../src/shared/export/runJson.ts';
import { readModel } from '../../src/shared/model/readModel.ts';
import { describeProblem, WorkbenchError } from '../../src/shared/problems/problems.ts';

/** Folders of the corpus, each read by what reads such files in the workbench. */
export const corpusFolders = [
  'models',
  'data',
  'dataForModel',
  'images',
  'projects',
  'sweeps',
  'runs',
  'journals',
] as const;
export type CorpusFolder = (typeof corpusFolders)[number];

/** What a file gave: a Problem as `area kind` and its words, with the folders of this machine left out; or a value, in a word. */
export interface Outcome {
  readonly kind: string;
  readonly words: string;
}

/** Reads a file of the corpus. What is no Problem passes: it is a bug. */
export async function readCorpusFile(folder: CorpusFolder, path: string): Promise<Outcome> {
  const scratch = await mkdtemp(join(tmpdir(), 'spikebench-corpus-'));
  try {
    return { kind: 'value', words: await readAs(folder, path, scratch) };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    const { area, kind } = error.problem;
    const words = describeProblem(error.problem)
      .replaceAll(scratch, 'PROJECT')
      .replaceAll(path, basename(path))
      .replace(/Known: .*/, 'Known: …');
    return { kind: `${area} ${kind}`, words };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function readAs(folder: CorpusFolder, path: string, scratch: string): Promise<string> {
  switch (folder) {
    case 'models':
      return `${(await readModel(await openByteSource(path))).layers.length} layers`;
    case 'data':
      return `${(await readDataset(await openDatasetFiles(path))).count} samples`;
    case 'dataForModel': {
      const dataset = await readDataset(await openDatasetFiles(path), { inputShape: [2, 2, 1] });
      return `${checkLabels(dataset, 3).length} samples with labels`;
    }
    case 'images': {
      const source = await openByteSource(path);
      const image = { ...source, name: `cat/${source.name}` };
      const { sampleShape } = await readDataset({ name: 'folder', sources: [image] });
      return `an image of ${sampleShape.join(' × ')}`;
    }
    case 'projects':
      await mkdir(scratch, { recursive: true });
      await cp(path, join(scratch, 'project.json'));
      return (await readProjectFile(scratch)).name;
    case 'sweeps':
      return (await readSweepFile(path)).model;
    case 'runs':
      return `${decodeRunRecord(await readFile(path, 'utf8'), basename(path)).cells.length} cells`;
    case 'journals': {
      await cp(path, join(scratch, 'journal.jsonl'));
      const { journal, content } = await openJournal(join(scratch, 'journal.jsonl'));
      await journal.close();
      return `${content.records.length} records, ${content.droppedLines} lines dropped`;
    }
  }
}
