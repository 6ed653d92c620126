import { useState } from 'react';
import type { TrainingSummary } from '../../../shared/api/trainViews.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Field } from '../../components/Field.tsx';
import { request } from '../../state/connection.ts';
import { wordsOf } from '../../state/toasts.ts';

interface RenameTrainingProps {
  readonly summary: TrainingSummary;
  readonly onClose: () => void;
}

/** Another name for a training; its folder and its files stay. */
export function RenameTraining({ summary, onClose }: RenameTrainingProps) {
  const [name, setName] = useState(summary.name);
  const [problem, setProblem] = useState<string>();
  const rename = async (): Promise<void> => {
    try {
      await request('train.rename', { training: summary.training, name });
      onClose();
    } catch (error) {
      setProblem(wordsOf(error));
    }
  };
  return (
    <Dialog
      title="Rename training"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
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
