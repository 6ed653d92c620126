import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { ProjectFolder } from '../store/projectFolder.ts';
import type { Session } from './session.ts';

/** The open project, which can be changed. Throws the Problems noProject and heldElsewhere. */
export function requireWritable(session: Session): ProjectFolder {
  const project = session.requireProject();
  const { folder, state } = project;
  if (!state.isReadOnly) return project;
  throw new WorkbenchError({
    area: 'project',
    kind: 'heldElsewhere',
    folder,
    reason: state.readOnlyReason ?? 'it is held by another process',
  });
}
