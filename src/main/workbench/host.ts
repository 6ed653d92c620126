import type { HostFacts } from '../../shared/api/appViews.ts';

/** What the workbench needs of the program around it: a desktop application or a server for browsers. */
export interface WorkbenchHost {
  readonly facts: Omit<HostFacts, 'projectsFolder'>;
  /** Folders that requests may name anything in; null: all, since the page is as trusted as the user who clicks in native dialogs. */
  readonly allowedFolders: readonly string[] | null;
  /** The system's dialog for a file or folder; null where it was cancelled or there is none. */
  choosePath(purpose: ChoosePurpose): Promise<string | null>;
  /** The system's dialog for a place to save at; null likewise. */
  chooseSavePath(name: string): Promise<string | null>;
  /** Shows a file or folder in the system's file manager, where there is one. */
  reveal(path: string): void;
}

export type ChoosePurpose = 'model' | 'data' | 'dataFolder' | 'folder' | 'project' | 'architecture';
