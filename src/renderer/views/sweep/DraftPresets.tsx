import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { SweepDraft } from '../../../shared/sweep/draft.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { Panel } from '../../components/Panel.tsx';
import { deletePreset, replaceWholeDraft, savePreset, useDraft } from '../../state/draftStore.ts';
import { note } from '../../state/toasts.ts';
import { useProject } from '../../state/workbenchStore.ts';

/** Sweeps under a name: to come back to, or to start from. */
export function DraftPresets() {
  const project = useProject();
  const presets = project?.presets ?? [];
  const isReadOnly = project?.isReadOnly ?? true;
  return (
    <Panel title="Saved sweeps">
      {presets.length === 0 ? (
        <p className="muted small">Save the settings under a name to come back to them.</p>
      ) : null}
      <ul className="draft-presets">
        {presets.map(({ name, draft }) => (
          <DraftPreset key={name} name={name} draft={draft} isReadOnly={isReadOnly} />
        ))}
      </ul>
      {isReadOnly ? null : <SaveForm taken={presets.map(({ name }) => name)} />}
    </Panel>
  );
}

interface DraftPresetProps {
  readonly name: string;
  readonly draft: SweepDraft;
  readonly isReadOnly: boolean;
}

function DraftPreset({ name, draft, isReadOnly }: DraftPresetProps) {
  const isPresent = useDraft(({ present }) => JSON.stringify(present) === JSON.stringify(draft));
  return (
    <li className="draft-preset">
      <Button kind="quiet" isDisabled={isReadOnly} aria-pressed={isPresent} onPress={() => replaceWholeDraft(draft)}>
        {name}
      </Button>
      <Button
        kind="quiet"
        icon={<Trash2 />}
        hint={`Delete "${name}"`}
        isDisabled={isReadOnly}
        onPress={() => void deletePreset(name)}
      />
    </li>
  );
}

function SaveForm({ taken }: { readonly taken: readonly string[] }) {
  const [name, setName] = useState('');
  const save = async (): Promise<void> => {
    if (name.trim() !== '' && (await savePreset(name.trim()))) {
      note(`Saved as "${name.trim()}".`);
      setName('');
    }
  };
  return (
    <div className="save-form">
      <Field
        label="Name of the sweep"
        isLabelHidden
        placeholder="Name"
        value={name}
        onChange={setName}
        onSubmit={() => void save()}
      />
      <Button icon={<Plus />} isDisabled={name.trim() === ''} onPress={() => void save()}>
        {taken.includes(name.trim()) ? 'Replace' : 'Save'}
      </Button>
    </div>
  );
}
