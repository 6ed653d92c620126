import { mkdtempSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSweepFile } from '../../src/main/cli/sweepFile.ts';
import { describeModel } from '../../src/main/engine/tasks/describeModel.ts';
import { readArchitectureFile } from '../../src/main/store/architectureFile.ts';
import { openJournal } from '../../src/main/store/journal.ts';
import { readProjectFile } from '../../src/main/store/projectFile.ts';
import { readCheckpoint } from '../../src/main/store/trainingCheckpoint.ts';
import { readTrainingAbout } from '../../src/main/store/trainingFolder.ts';
import { bytesInMemory } from '../../src/shared/bytes/byteSource.ts';
import { measureDataset } from '../../src/shared/dataset/measureDataset.ts';
import { readDataset } from '../../src/shared/dataset/readDataset.ts';
import { decodeRunRecord } from '../../src/shared/export/runJson.ts';
import { readModel } from '../../src/shared/model/readModel.ts';
import { describeProblem, WorkbenchError } from '../../src/shared/problems/problems.ts';
import { layOut } from '../../src/shared/training/layOut.ts';
import type { Bytes } from './mutateBytes.ts';
import type { Reader } from './startFiles.ts';

const scratch = mkdtempSync(join(tmpdir(), 'spikebench-fuzz-'));

/** Reads a file as the workbench does when it is opened, models with a trial of every preset: "value", or area and kind of the Problem. */
export async function readAnything(reader: Reader, name: string, bytes: Bytes): Promise<string> {
  try {
    await readAs(reader, name, bytes);
    return 'value';
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    const words = describeProblem(error.problem);
    if (words.length > 20_000) throw new Error(`A Problem of ${words.length} characters`, { cause: error });
    return `${error.problem.area} ${error.problem.kind}`;
  }
}

async function readAs(reader: Reader, name: string, bytes: Bytes): Promise<void> {
  const source = bytesInMemory(name, bytes);
  switch (reader) {
    case 'model':
      describeModel({ graph: await readModel(source), sha256: '' });
      return;
    case 'data':
      measureDataset(await readDataset({ name, sources: [source] }));
      return;
    case 'image':
      measureDataset(await readDataset({ name: 'folder', sources: [{ ...source, name: `cat/${name}` }] }));
      return;
    case 'record':
      decodeRunRecord(new TextDecoder().decode(bytes), name);
      return;
    case 'project':
      await writeFile(join(scratch, 'project.json'), bytes);
      await readProjectFile(scratch);
      return;
    case 'sweep':
      await writeFile(join(scratch, 'sweep.json'), bytes);
      await readSweepFile(join(scratch, 'sweep.json'));
      return;
    case 'training':
      await mkdir(join(scratch, 'training'), { recursive: true });
      await writeFile(join(scratch, 'training', 'training.json'), bytes);
      await readTrainingAbout(scratch, 'training');
      return;
    case 'architecture':
      await writeFile(join(scratch, 'architecture.json'), bytes);
      layOut(await readArchitectureFile(join(scratch, 'architecture.json')));
      return;
    case 'checkpoint':
      await writeFile(join(scratch, 'a.keras.checkpoint'), bytes);
      await readCheckpoint(join(scratch, 'a.keras'));
      return;
    case 'journal': {
      await writeFile(join(scratch, 'journal.jsonl'), bytes);
      const { journal } = await openJournal(join(scratch, 'journal.jsonl'));
      await journal.close();
    }
  }
}
