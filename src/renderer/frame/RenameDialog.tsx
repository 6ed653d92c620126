import { useState } from 'react';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { Field } from '../components/Field.tsx';
import { request } from '../state/connection.ts';
import { wordsOf } from '../state/toasts.ts';
import { useProject } from '../state/workbenchStore.ts';
import { showOverlay, useOverlay } from './overlays.ts';

/** Another name for the project; its folder stays. */
export function RenameDialog() {
  const isOpen = useOverlay(({ overlay }) => overlay === 'rename');
  const project = useProject();
  return isOpen && project !== null ? <RenameForm present={project.name} /> : null;
}

function RenameForm({ present }: { readonly present: string }) {
  const [name, setName] = useState(present);
  const [problem, setProblem] = useState<string>();
  const rename = async (): Promise<void> => {
    try {
      await request('project.rename', { name });
      showOverlay(null);
    } catch (error) {
      setProblem(wordsOf(error));
    }
  };
  return (
    <Dialog
      title="Rename project"
      isOpen
      onClose={() => showOverlay(null)}
      actions={
        <>
          <Button onPress={() => showOverlay(null)}>Cancel</Button>
          <Button kind="primary" isDisabled={name.trim() === ''} onPress={() => void rename()}>
            Rename
          </Button>
        </>
      }
    >
      <Field label="Name" value={name} onChange={setName} problem={problem} onSubmit={() => void rename()} />
    </Dialog>
  );
}
