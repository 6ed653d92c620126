import { join } from 'node:path';
import { z } from 'zod';
import { parseFileJson } from '../../shared/fileJson.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { codeOf, fileProblem, writeFileAtomically } from './files.ts';
import { readDocument } from './readDocument.ts';
import { storedDraftSchema } from './storedDraft.ts';

/** Name of the file that makes a folder a project. */
export const projectFileName = 'project.json';

/** A model or data set: where it is and what it was. */
const referenceSchema = z.object({
  /** Relative to the project's folder, with forward slashes, where inside it; else absolute. */
  path: z.string().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** To see quickly whether it changed: size in bytes (0 for folders), and time of change in ms since 1970. */
  bytes: z.number().nonnegative(),
  modified: z.number(),
});

/**
 * Version 2 of project.json, in which drafts have every setting; of version 1 too, which had fewer. Unknown keys are kept, so that an older
 * Spikebench does not lose what a newer one wrote.
 */
export const projectFileVersion = 2;
const projectFileSchema = z.looseObject({
  schema: z.int().min(1).max(projectFileVersion),
  /** Version of Spikebench that wrote it last. */
  spikebench: z.string(),
  name: z.string().min(1).max(200),
  model: referenceSchema.nullable(),
  data: referenceSchema.nullable(),
  draft: storedDraftSchema,
  presets: z.array(z.object({ name: z.string(), draft: storedDraftSchema })).max(200),
  /** The setup of a training; one that a newer Spikebench wrote stays as it is until another is saved. */
  training: z.unknown().optional(),
});

export type StoredReference = z.infer<typeof referenceSchema>;
export type ProjectFileContent = z.infer<typeof projectFileSchema>;

/** The content of a project's file. Throws the Problems notAProject, newerProject, fileUnreadable. */
export async function readProjectFile(folder: string): Promise<ProjectFileContent> {
  const text = await readDocument(join(folder, projectFileName)).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') {
      throw notAProject(folder, `it has no ${projectFileName}`);
    }
    throw fileProblem(join(folder, projectFileName), error);
  });
  const value = parseJson(text, folder);
  const version = z.object({ schema: z.int() }).safeParse(value);
  if (version.success && version.data.schema > projectFileVersion) {
    throw new WorkbenchError({ area: 'project', kind: 'newerProject', folder, version: version.data.schema });
  }
  const { data, error } = projectFileSchema.safeParse(value);
  if (error === undefined) return data;
  const issue = error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw notAProject(folder, `its ${projectFileName} is damaged${where}`);
}

/** Writes a project's file in the present version, whole or not at all. Throws the Problems diskFull and notWritable. */
export async function writeProjectFile(folder: string, content: ProjectFileContent): Promise<ProjectFileContent> {
  const present = { ...content, schema: projectFileVersion };
  await writeFileAtomically(join(folder, projectFileName), `${JSON.stringify(present, null, 2)}\n`);
  return present;
}

function parseJson(text: string, folder: string): unknown {
  try {
    return parseFileJson(text);
  } catch {
    throw notAProject(folder, `its ${projectFileName} is not complete JSON`);
  }
}

function notAProject(folder: string, reason: string): WorkbenchError {
  return new WorkbenchError({ area: 'project', kind: 'notAProject', folder, reason });
}
