import type { ProjectFile } from '../../shared/api/appViews.ts';
import { describeProblem } from '../../shared/problems/problems.ts';
import type { ProjectFileKind } from '../../shared/problems/projectProblems.ts';
import { Button } from '../components/Button.tsx';
import { ProblemNote } from '../components/ProblemNote.tsx';
import { relinkFile } from '../state/projectActions.ts';
import { choosePath } from '../state/fileChoice.ts';
import { useProject } from '../state/workbenchStore.ts';

/** Names a model or data set that is gone or has another content, with the ways out. */
export function FileBanners() {
  const project = useProject();
  if (project === null) return null;
  return (
    <>
      <FileBanner what="model" file={project.model} />
      <FileBanner what="data" file={project.data} />
    </>
  );
}

function FileBanner({ what, file }: { readonly what: ProjectFileKind; readonly file: ProjectFile | null }) {
  if (file === null || file.state === 'present') return null;
  const kind = file.state === 'missing' ? 'projectFileMissing' : 'projectFileChanged';
  const find = async (): Promise<void> => {
    const path = await choosePath(what);
    if (path !== null) await relinkFile(what, path);
  };
  return (
    <div className="window-banner">
      <ProblemNote
        action={
          <>
            {file.state === 'changed' ? (
              <Button onPress={() => void relinkFile(what, file.absolutePath)}>Accept the new content</Button>
            ) : null}
            <Button onPress={() => void find()}>{file.state === 'missing' ? 'Find it…' : 'Choose another…'}</Button>
          </>
        }
      >
        {describeProblem({ area: 'project', kind, what, path: file.absolutePath })}
      </ProblemNote>
    </div>
  );
}
