import { useState } from 'react';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { Button } from '../components/Button.tsx';
import { Choice } from '../components/Choice.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { Field } from '../components/Field.tsx';
import { request } from '../state/connection.ts';
import { choosePath, type FilePurpose } from '../state/fileChoice.ts';
import { goTo } from '../state/navigation.ts';
import { stemOf } from '../state/pathWords.ts';
import { showProblem, wordsOf } from '../state/toasts.ts';
import { useWorkbench } from '../state/workbenchStore.ts';
import { showOverlay, useOverlay } from './overlays.ts';
import './NewProjectDialog.css';

/** Asks for what a project is made of. Nothing but a name is needed; the rest can follow. */
export function NewProjectDialog() {
  const overlay = useOverlay();
  if (overlay.overlay !== 'newProject') return null;
  return <NewProjectForm firstModel={overlay.model} firstData={overlay.data} />;
}

interface NewProjectFormProps {
  readonly firstModel: string | null;
  readonly firstData: string | null;
}

function NewProjectForm({ firstModel, firstData }: NewProjectFormProps) {
  const projectsFolder = useWorkbench(({ app }) => app?.host.projectsFolder ?? '');
  const [model, setModel] = useState(firstModel);
  const [data, setData] = useState(firstData);
  const [parent, setParent] = useState<string | null>(null);
  const [typedName, setName] = useState<string | null>(null);
  const [keeping, setKeeping] = useState<'reference' | 'copy'>('reference');
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const name = typedName ?? (model === null ? 'Untitled' : stemOf(model));

  async function create(): Promise<void> {
    try {
      await request('project.create', { parent, name, model, data, keeping });
      showOverlay(null);
      goTo(model === null || data === null ? 'model' : 'sweep');
    } catch (error) {
      const isMade = useWorkbench.getState().app?.project?.name === name.trim();
      const field = fieldOf(error);
      if (isMade && (field === 'model' || field === 'data')) {
        // The project is there, only the file is not taken: its view asks for another.
        showOverlay(null);
        goTo(field);
        showProblem(error);
        return;
      }
      setProblem({ field, text: wordsOf(error) });
    }
  }

  const problemOf = (field: FormField): string | undefined => (problem?.field === field ? problem.text : undefined);

  return (
    <Dialog
      title="New project"
      isOpen
      onClose={() => showOverlay(null)}
      width={560}
      actions={
        <>
          <Button onPress={() => showOverlay(null)}>Cancel</Button>
          <Button kind="primary" isDisabled={name.trim() === ''} onPress={() => void create()}>
            Create
          </Button>
        </>
      }
    >
      <div className="new-project">
        <Field
          label="Name"
          value={name}
          onChange={setName}
          problem={problemOf('name')}
          onSubmit={() => void create()}
        />
        <PathField
          label="Model"
          purpose="model"
          problem={problemOf('model')}
          path={model}
          onChoose={setModel}
          none="None yet"
          help="A trained Keras model: .keras, or .h5."
        />
        <PathField
          label="Data"
          purpose="data"
          problem={problemOf('data')}
          path={data}
          onChoose={setData}
          none="None yet"
          help="Images with labels: .npz, .csv, IDX files, or PNG images in a folder for each class."
          folders="dataFolder"
        />
        <PathField
          label="Folder"
          purpose="folder"
          problem={problemOf('folder')}
          path={parent}
          onChoose={setParent}
          none={projectsFolder}
          help="The project becomes a folder of its own in here."
        />
        <div className="new-project-keeping">
          <Choice
            label="Model and data"
            options={[
              { id: 'reference', title: 'Leave files where they are' },
              { id: 'copy', title: 'Copy files into the project' },
            ]}
            selected={keeping}
            onSelect={setKeeping}
          />
        </div>
      </div>
    </Dialog>
  );
}

type FormField = 'name' | 'model' | 'data' | 'folder';

interface FormProblem {
  readonly field: FormField;
  readonly text: string;
}

/** The field beside which a problem belongs. */
function fieldOf(error: unknown): FormField {
  if (!(error instanceof WorkbenchError)) return 'name';
  switch (error.problem.area) {
    case 'model':
    case 'conversion':
      return 'model';
    case 'dataset':
      return 'data';
    case 'file':
      return 'folder';
    case 'project':
    case 'setting':
    case 'run':
    case 'training':
    case 'cluster':
    case 'nir':
    case 'bundle':
      return 'name';
  }
}

interface PathFieldProps {
  readonly label: string;
  readonly purpose: FilePurpose;
  readonly path: string | null;
  readonly onChoose: (path: string) => void;
  readonly none: string;
  readonly help: string;
  readonly problem: string | undefined;
  /** For a folder in its place, where the system's dialog shows files or folders and not both. */
  readonly folders?: FilePurpose;
}

function PathField({ label, purpose, path, onChoose, none, help, problem, folders }: PathFieldProps) {
  const isNative = useWorkbench(({ app }) => app?.host.dialogs === 'native');
  const choose = async (what: FilePurpose): Promise<void> => {
    const chosen = await choosePath(what);
    if (chosen !== null) onChoose(chosen);
  };
  return (
    <div className="path-field">
      <Field
        label={label}
        value={path ?? ''}
        placeholder={none}
        onChange={onChoose}
        isReadOnly
        help={help}
        problem={problem}
      />
      <Button aria-label={`Choose ${label.toLowerCase()}`} onPress={() => void choose(purpose)}>
        Choose…
      </Button>
      {folders !== undefined && isNative ? (
        <Button aria-label={`Choose a folder as ${label.toLowerCase()}`} onPress={() => void choose(folders)}>
          Folder…
        </Button>
      ) : null}
    </div>
  );
}
