import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { bestCellSchema } from './bestCellSchema.ts';
import { writeFileAtomically } from './files.ts';
import { keepOlder } from './olderFiles.ts';
import { createSequence } from './inSequence.ts';

const recentSchema = z.object({
  folder: z.string(),
  name: z.string(),
  opened: z.string(),
  model: z.string().nullable(),
  data: z.string().nullable(),
  best: bestCellSchema.nullable(),
});

/** Version 1 of settings.json in the user's folder; of a newer one, what is as it was. */
const presentVersion = 1;
const settingsSchema = z.object({
  schema: z.int().min(1),
  recent: z.array(recentSchema).catch([]),
  preferences: z.record(z.string(), z.string()).catch({}),
});

/** A project that was open lately, as last seen. */
export type StoredRecent = z.infer<typeof recentSchema>;

/** What is kept per user and across projects. */
export interface UserSettings {
  readonly recent: readonly StoredRecent[];
  readonly preferences: Readonly<Record<string, string>>;
  /** What people should know about the file as it was found; null where it was in order. */
  readonly note: string | null;
  /** Puts a project first, in place of its earlier entry. */
  remember(project: StoredRecent): Promise<void>;
  forget(folder: string): Promise<void>;
  savePreferences(preferences: Readonly<Record<string, string>>): Promise<void>;
}

const mostRecent = 20;

/**
 * Reads the user's settings; a file that is gone or damaged counts as none, since nothing in it is worth stopping for. A file of a newer
 * Spikebench is left as it is: what is changed lasts until the end of the session. A damaged one is kept beside the new one.
 */
export async function openUserSettings(folder: string): Promise<UserSettings> {
  const path = join(folder, 'settings.json');
  const text = await readFile(path, 'utf8').catch(() => null);
  const stored = settingsSchema.safeParse(parseJson(text));
  const isNewer = stored.success && stored.data.schema > presentVersion;
  const isDamaged = text !== null && !stored.success;
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
    note: noteOn(path, isNewer, isDamaged),
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
      if (isNewer) return;
      await mkdir(folder, { recursive: true });
      if (isDamaged) await keepOlder(path, 'damaged');
      const settings = { schema: presentVersion, recent, preferences };
      await writeFileAtomically(path, `${JSON.stringify(settings, null, 2)}\n`);
    });
  }
}

function noteOn(path: string, isNewer: boolean, isDamaged: boolean): string | null {
  if (isNewer) {
    return `Your settings are those of a newer Spikebench and stay as they are; what you change is forgotten at the end ("${path}").`;
  }
  return isDamaged ? `Your settings could not be read ("${path}"). They are kept beside the new ones.` : null;
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null') as unknown;
  } catch {
    return null;
  }
}
