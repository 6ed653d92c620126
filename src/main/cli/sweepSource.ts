import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { OpenedFiles } from '../../shared/api/engineViews.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { describeDifference } from '../../shared/sweep/describeDifference.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import type { Engine } from '../engine/engine.ts';
import { fileProblem } from '../store/files.ts';
import { planFileName, readSettings } from '../store/resultsStore.ts';
import type { RawSettings } from './flags.ts';
import { completeSettings, parseAxes, parseDataRequest } from './settings.ts';
import { readSweepFile } from './sweepFile.ts';
import { wrongValue } from './values.ts';

/** What a sweep is told by: a model with flags, a sweep file whose settings the flags override, or the plan.json of a sweep. */
export interface SweepSource {
  readonly raw: RawSettings;
  /** Reads and checks what it names. Throws file, model and dataset Problems. */
  open(engine: Engine): Promise<{ readonly files: OpenedFiles; readonly settings: SweepSettings }>;
}

/** Reads what stands behind the command `sweep`. Throws file and setting Problems. */
export async function readSweepSource(subject: string, flags: RawSettings): Promise<SweepSource> {
  if (!subject.toLowerCase().endsWith('.json')) return sourceOfFlags(subject, flags);
  if (await isPlan(subject)) return sourceOfPlan(subject, await readSettings(dirname(subject)), flags);
  const file = await readSweepFile(subject);
  return sourceOfFlags(file.model, { ...file.raw, ...flags });
}

function sourceOfFlags(model: string, raw: RawSettings): SweepSource {
  const request = parseDataRequest(raw);
  const axes = parseAxes(raw, 'sweep');
  return {
    raw,
    async open(engine) {
      const files = await engine.open(model, request);
      return { files, settings: completeSettings(axes, files) };
    },
  };
}

/** The files must be what they were when the plan was made, and no flag may say otherwise than the plan. */
function sourceOfPlan(plan: string, settings: SweepSettings, raw: RawSettings): SweepSource {
  const { workers: _workers, out: _out, ...others } = raw;
  for (const { label, text } of Object.values(others)) {
    throw wrongValue(label, text, `to be left out beside "${plan}", which says everything but --workers and --out`);
  }
  if (settings.engine === 'webgpu') {
    throw new WorkbenchError({ area: 'setting', kind: 'engineElsewhere', engine: settings.engine });
  }
  const { path, split, offset, count: limit, scaling } = settings.data;
  return {
    raw,
    async open(engine) {
      const files = await engine.open(settings.model.path, { path, split, offset, limit, scaling });
      const { model, data } = files;
      if (describeDifference({ ...settings, model, data }, settings) !== null) {
        const changed = model.sha256 === settings.model.sha256 ? data.path : model.path;
        throw new WorkbenchError({ area: 'file', kind: 'fileChanged', path: changed });
      }
      return { files, settings };
    },
  };
}

async function isPlan(path: string): Promise<boolean> {
  if (basename(path) !== planFileName) return false;
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileProblem(path, error);
  });
  return text.includes('"settings"');
}
