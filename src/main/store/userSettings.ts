import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { bestCellSchema } from './bestCellSchema.ts';
import { writeFileAtomically } from './files.ts';
import { createSequence } from './inSequence.ts';

const recentSchema = z.object({
  folder: z.string(),
  name: z.string(),
  opened: z.string(),
  model: z.string().nullable(),
  data: z.string().nullable(),
  best: bestCellSchema.nullable(),
});

/** Version 1 of settings.json in the user's folder. */
const settingsSchema = z.object({
  schema: z.literal(1),
  recent: z.array(recentSchema).catch([]),
  preferences: z.record(z.string(), z.string()).catch({}),
});

/** A project that was open lately, as last seen. */
export type StoredRecent = z.infer<typeof recentSchema>;

/** What is kept per user and across projects. */
export interface UserSettings {
  readonly recent: readonly StoredRecent[];
  readonly preferences: Readonly<Record<string, string>>;
  /** Puts a project first, in place of its earlier entry. */
  remember(project: StoredRecent): Promise<void>;
  forget(folder: string): Promise<void>;
  savePreferences(preferences: Readonly<Record<string, string>>): Promise<void>;
}

const mostRecent = 20;

/** Reads the user's settings; a file that is gone or damaged counts as none, since nothing in it is worth stopping for. */
export async function openUserSettings(folder: string): Promise<UserSettings> {
  const path = join(folder, 'settings.json');
  const stored = settingsSchema.safeParse(await readJson(path));
  let recent: readonly StoredRecent[] = stored.success ? stored.data.recent : [];
  let preferences: Readonly<Record<string, string>> = stored.success ? stored.data.preferences : {};
  const inSequence = createSequence();

  return {
    get recent() {
      return recent;
    },
    get preferences() {
      return preferences;
    },
    remember(project) {
      recent = [project, ...recent.filter((other) => other.folder !== project.folder)].slice(0, mostRecent);
      return save();
    },
    forget(forgotten) {
      recent = recent.filter((other) => other.folder !== forgotten);
      return save();
    },
    savePreferences(changed) {
      preferences = changed;
      return save();
    },
  };

  /** One write after the other, each with the latest state. */
  function save(): Promise<void> {
    return inSequence(async () => {
      await mkdir(folder, { recursive: true });
      await writeFileAtomically(path, `${JSON.stringify({ schema: 1, recent, preferences }, null, 2)}\n`);
    });
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch {
    return null;
  }
}
