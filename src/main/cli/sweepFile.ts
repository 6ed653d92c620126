import { basename, dirname, resolve } from 'node:path';
import { z } from 'zod';
import { parseFileJson } from '../../shared/fileJson.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { fileProblem } from '../store/files.ts';
import { readDocument } from '../store/readDocument.ts';
import { isSettingKey, type RawSettings, settingKeys } from './flags.ts';
import { wrongValue } from './values.ts';

/** What a sweep file says: the model, and the settings as the flags would give them. */
export interface SweepFile {
  readonly model: string;
  readonly raw: RawSettings;
}

const value = z.union([z.string(), z.number().transform(String)]);
const valueOrList = z.union([value, z.array(value).transform((items) => items.join(','))]);

/**
 * Reads a sweep from a JSON object whose keys are `model` and the flags without dashes (`maxRate` for --max-rate), each with a value or a
 * list of values. Paths in it start at its folder. Throws file and setting Problems.
 */
export async function readSweepFile(path: string): Promise<SweepFile> {
  const name = basename(path);
  const content = parseJson(
    path,
    await readDocument(path).catch((error: unknown) => {
      throw fileProblem(path, error);
    }),
  );
  const entries = Object.entries(content).map(([key, given]): [string, string] => {
    if (key !== 'model' && !isSettingKey(key)) {
      throw new WorkbenchError({
        area: 'setting',
        kind: 'unknownSetting',
        setting: `${name}: ${key}`,
        known: ['model', ...settingKeys],
      });
    }
    const text = valueOrList.safeParse(given).data;
    if (text === undefined)
      throw wrongValue(`${name}: ${key}`, JSON.stringify(given).slice(0, 100), 'text, a number or a list of these');
    return [key, isPath(key) ? resolve(dirname(path), text) : text];
  });
  const { model, ...settings } = Object.fromEntries(entries);
  if (model === undefined) {
    throw new WorkbenchError({
      area: 'setting',
      kind: 'missingSetting',
      setting: `${name}: model`,
      needed: 'name the model',
    });
  }
  const raw = Object.entries(settings).map(([key, text]) => [key, { text, label: `${name}: ${key}` }]);
  return { model, raw: Object.fromEntries(raw) };
}

function isPath(key: string): boolean {
  return key === 'model' || key === 'data' || key === 'out';
}

function parseJson(path: string, text: string): Readonly<Record<string, unknown>> {
  try {
    return z.record(z.string(), z.unknown()).parse(parseFileJson(text));
  } catch {
    throw new WorkbenchError({ area: 'file', kind: 'fileUnreadable', path, reason: 'it is not a JSON object' });
  }
}
