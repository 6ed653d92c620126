import type { z } from 'zod';
import { parseFileJson } from '../../shared/fileJson.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { Architecture } from '../../shared/training/architecture.ts';
import { architectureFileSchema } from '../../shared/training/architectureSchema.ts';
import { fileProblem } from './files.ts';
import { readDocument } from './readDocument.ts';

/** Reads an architecture file. Throws file Problems and notAnArchitecture, which says what is wrong and where. */
export async function readArchitectureFile(file: string): Promise<Architecture> {
  const text = await readDocument(file).catch((error: unknown) => {
    throw fileProblem(file, error);
  });
  const wrong = (reason: string): WorkbenchError =>
    new WorkbenchError({ area: 'training', kind: 'notAnArchitecture', file, reason });
  const parsed = architectureFileSchema.safeParse(parseJson(text, wrong));
  if (parsed.success) return parsed.data;
  throw wrong(parsed.error.issues.slice(0, 5).map(describeIssue).join('; '));
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return `${place === '' ? 'the whole' : place.replace(/^\./, '')}: ${message}`;
}

function parseJson(text: string, wrong: (reason: string) => Error): unknown {
  try {
    return parseFileJson(text);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : 'it is no JSON');
  }
}
