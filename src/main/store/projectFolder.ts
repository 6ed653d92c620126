import { mkdir, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { ProjectFile, ProjectState } from '../../shared/api/appViews.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { ProjectFileKind } from '../../shared/problems/projectProblems.ts';
import type { SweepDraft } from '../../shared/sweep/draft.ts';
import { defaultDraft } from '../../shared/sweep/draftFields.ts';
import { defaultSetup, type TrainSetup } from '../../shared/training/setup.ts';
import { trainSetupSchema } from '../../shared/training/setupSchema.ts';
import { codeOf, reasonOf, writeFileAtomically } from './files.ts';
import { createSequence } from './inSequence.ts';
import { keepOlder } from './olderFiles.ts';
import {
  type ProjectFileContent,
  projectFileName,
  projectFileVersion,
  readProjectFile,
  writeProjectFile,
} from './projectFile.ts';
import { describeHolder, lockFolder } from './folderLock.ts';
import { copyIntoProject, inspectReference, makeReference } from './projectReference.ts';

/**
 * An open project: a folder with project.json, `runs/`, `figures/`, where networks were trained `models/` and, where files were copied in,
 * `files/`.
 */
export interface ProjectFolder {
  readonly folder: string;
  /** Where runs, figures and trainings are. */
  readonly runsFolder: string;
  readonly figuresFolder: string;
  readonly modelsFolder: string;
  readonly state: ProjectState;
  /** The training that is set up; the usual one where none was saved. */
  readonly setup: TrainSetup;
  rename(name: string): Promise<void>;
  /** Takes a file as the project's model or data. Throws file and dataset Problems. */
  setFile(what: ProjectFileKind, path: string, keeping: 'reference' | 'copy'): Promise<void>;
  saveDraft(draft: SweepDraft): Promise<void>;
  saveSetup(setup: TrainSetup): Promise<void>;
  savePreset(name: string, draft: SweepDraft): Promise<void>;
  deletePreset(name: string): Promise<void>;
  /** Looks again whether model and data are there, unchanged. */
  refresh(): Promise<void>;
  /** Lets others open it for writing. */
  close(): Promise<void>;
}

/** Ending of the file that systems open projects by: a folder has none. */
const projectEnding = '.spikebench';
const openerText = 'Opening this file opens the project in Spikebench. The project itself is project.json beside it.\n';

/** Whether a path names a project by a file in its folder. */
export function isProjectFile(path: string): boolean {
  return basename(path) === projectFileName || path.endsWith(projectEnding);
}

/** Makes a new project in a folder that is empty or not there yet. Throws the Problems folderTaken and notWritable. */
export async function createProject(path: string, name: string, version: string): Promise<ProjectFolder> {
  const folder = resolve(path);
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) throw new WorkbenchError({ area: 'project', kind: 'folderTaken', folder });
  } catch (error) {
    if (error instanceof WorkbenchError) throw error;
    const reason = codeOf(error) === 'EEXIST' ? 'it is a file, not a folder' : reasonOf(error);
    throw new WorkbenchError({ area: 'file', kind: 'notWritable', path: folder, reason });
  }
  await writeProjectFile(folder, {
    schema: projectFileVersion,
    spikebench: version,
    name,
    model: null,
    data: null,
    draft: defaultDraft,
    presets: [],
  });
  await writeFileAtomically(join(folder, `${basename(folder)}${projectEnding}`), openerText);
  return openProject(folder, version);
}

/** Opens a project; read-only where another process holds it. Throws the Problems notAProject and newerProject. */
export async function openProject(path: string, version: string): Promise<ProjectFolder> {
  const folder = resolve(path);
  let content = await readProjectFile(folder);
  const lock = await lockFolder(folder);
  let files = await inspectFiles(folder, content);
  const inSequence = createSequence();

  return {
    folder,
    runsFolder: join(folder, 'runs'),
    figuresFolder: join(folder, 'figures'),
    modelsFolder: join(folder, 'models'),
    get setup() {
      return trainSetupSchema.safeParse(content.training).data ?? defaultSetup;
    },
    get state() {
      const { name, draft, presets } = content;
      return {
        folder,
        name,
        isReadOnly: lock.heldBy !== null,
        readOnlyReason: lock.heldBy && describeHolder(lock.heldBy),
        ...files,
        draft,
        presets,
      };
    },
    rename: (name) => change({ name }),
    async setFile(what, given, keeping) {
      checkWritable();
      const kept = keeping === 'copy' ? await copyIntoProject(folder, given) : given;
      const reference = await makeReference(folder, what, kept);
      await change({ [what]: reference });
      files = await inspectFiles(folder, content);
    },
    saveDraft: (draft) => change({ draft }),
    saveSetup: (setup) => change({ training: setup }),
    savePreset: (name, draft) =>
      change({ presets: [...content.presets.filter((preset) => preset.name !== name), { name, draft }] }),
    deletePreset: (name) => change({ presets: content.presets.filter((preset) => preset.name !== name) }),
    async refresh() {
      files = await inspectFiles(folder, content);
    },
    close: () => inSequence(() => lock.release()),
  };

  /** Writes follow each other, and a failed one leaves the state as it was. The first one into a file of an older version keeps a copy of it. */
  function change(changes: Partial<ProjectFileContent>): Promise<void> {
    return inSequence(async () => {
      checkWritable();
      if (content.schema < projectFileVersion) await keepOlder(join(folder, projectFileName), content.schema);
      content = await writeProjectFile(folder, { ...content, ...changes, spikebench: version });
    });
  }

  function checkWritable(): void {
    if (lock.heldBy === null) return;
    throw new WorkbenchError({ area: 'project', kind: 'heldElsewhere', folder, reason: describeHolder(lock.heldBy) });
  }
}

async function inspectFiles(
  folder: string,
  { model, data }: ProjectFileContent,
): Promise<{ model: ProjectFile | null; data: ProjectFile | null }> {
  return {
    model: model && (await inspectReference(folder, 'model', model)),
    data: data && (await inspectReference(folder, 'data', data)),
  };
}
