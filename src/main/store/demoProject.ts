import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { SweepDraft } from '../../shared/sweep/draft.ts';
import { defaultDraft } from '../../shared/sweep/draftFields.ts';
import { projectFileName } from './projectFile.ts';
import { createProject } from './projectFolder.ts';

const demoModel = 'digits-cnn.keras';
const demoData = 'digits.npz';

/** A sweep that shows what a sweep is in half a minute: how far the threshold factor trades speed against accuracy. */
export const demoDraft: SweepDraft = {
  ...defaultDraft,
  // A threshold factor shows most where nothing corrects for it after the conversion.
  presets: ['rueckauer'],
  encodings: ['constantCurrent', 'poisson'],
  thresholds: '0.6 to 1.4 step 0.2',
  calibrationSamples: '200',
  durations: '60',
  samples: '200',
};

/** The folder of the demo among the user's projects, made from the files in `assets` where there is none. Throws demoMissing. */
export async function ensureDemoProject(projectsFolder: string, assets: string, version: string): Promise<string> {
  const folder = join(projectsFolder, 'Demo - handwritten digits');
  if (await exists(join(folder, projectFileName))) return folder;
  const files = [join(assets, 'demo', demoModel), join(assets, 'demo', demoData)] as const;
  if (!(await Promise.all(files.map(exists))).every(Boolean)) {
    throw new WorkbenchError({ area: 'project', kind: 'demoMissing', folder: join(assets, 'demo') });
  }
  const project = await createProject(folder, 'Demo: handwritten digits', version);
  await project.setFile('model', files[0], 'copy');
  await project.setFile('data', files[1], 'copy');
  await project.saveDraft(demoDraft);
  await project.close();
  return folder;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
