import { assertNever } from '../assertNever.ts';

/** The two files that a project is about. */
export type ProjectFileKind = 'model' | 'data';

/** Problems of projects and of the workbench around them. Paths are absolute. */
export type ProjectProblem = { readonly area: 'project' } & (
  | { readonly kind: 'notAProject'; readonly folder: string; readonly reason: string }
  | { readonly kind: 'newerProject'; readonly folder: string; readonly version: number }
  | { readonly kind: 'folderTaken'; readonly folder: string }
  | { readonly kind: 'heldElsewhere'; readonly folder: string; readonly reason: string }
  | { readonly kind: 'projectFileMissing'; readonly what: ProjectFileKind; readonly path: string }
  | { readonly kind: 'projectFileChanged'; readonly what: ProjectFileKind; readonly path: string }
  | { readonly kind: 'notChosen'; readonly what: ProjectFileKind }
  | { readonly kind: 'noProject' }
  | { readonly kind: 'demoMissing'; readonly folder: string }
  | { readonly kind: 'outsideAllowedFolders'; readonly path: string; readonly folders: readonly string[] }
  | { readonly kind: 'runInProgress'; readonly name: string }
  | { readonly kind: 'noSuchRun'; readonly run: string }
  | { readonly kind: 'wrongDraft'; readonly fields: readonly string[] }
);

export function describeProjectProblem(problem: ProjectProblem): string {
  switch (problem.kind) {
    case 'notAProject':
      return `"${problem.folder}" is not a project of Spikebench: ${problem.reason}.`;
    case 'newerProject':
      return `"${problem.folder}" was made by a newer Spikebench (project version ${problem.version}). Update Spikebench to open it.`;
    case 'folderTaken':
      return `"${problem.folder}" exists already and is not empty. Choose another name.`;
    case 'heldElsewhere':
      return `"${problem.folder}" can only be looked at here: ${problem.reason}. To change it, close it there and open it again.`;
    case 'projectFileMissing':
      return `The ${words[problem.what]} "${problem.path}" is no longer there. Put it back, or say where it is now.`;
    case 'projectFileChanged':
      return `The ${words[problem.what]} "${problem.path}" has another content than when the project was made. Choose the right file, or accept the new content.`;
    case 'notChosen':
      return `The project has no ${words[problem.what]} yet. Choose one first.`;
    case 'noProject':
      return 'No project is open. Open or make one first.';
    case 'demoMissing':
      return `The demo's files are not in "${problem.folder}". Install Spikebench again.`;
    case 'outsideAllowedFolders':
      return `"${problem.path}" is outside the folders that the workbench may read: ${problem.folders.join(', ')}. Start it with --allow to add one.`;
    case 'runInProgress':
      return `The run "${problem.name}" is still in progress. Wait for its end, or cancel it.`;
    case 'noSuchRun':
      return `The project has no run "${problem.run}". It may have been deleted.`;
    case 'wrongDraft':
      return `The sweep cannot start: look at ${problem.fields.join(', ')}.`;
    default:
      return assertNever(problem);
  }
}

const words = { model: 'model', data: 'data set' } as const satisfies Record<ProjectFileKind, string>;
