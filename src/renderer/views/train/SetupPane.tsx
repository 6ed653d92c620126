import { Redo2, RotateCcw, Undo2 } from 'lucide-react';
import type { TrainingSummary } from '../../../shared/api/trainViews.ts';
import { defaultSetup } from '../../../shared/training/setup.ts';
import { draftFrom } from '../../../shared/training/trainDraft.ts';
import { trainingGroups } from '../../../shared/training/trainingFields.ts';
import { freeTrainingName } from '../../../shared/training/trainingNames.ts';
import { Button } from '../../components/Button.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { isMac } from '../../frame/platform.ts';
import { countWords, numberWords, shapeWords } from '../../frame/words.ts';
import { useCommands } from '../../state/commands.ts';
import { keyWords } from '../../state/shortcuts.ts';
import { changeTrainDraft, redoTrain, undoTrain, useTrainDraft } from '../../state/trainDraftStore.ts';
import { LayerEditor } from './LayerEditor.tsx';
import { NetworkOptions } from './NetworkOptions.tsx';
import { StartChoice } from './StartChoice.tsx';
import { TrainingGroup } from './TrainingGroup.tsx';
import type { Setup } from './useSetup.ts';

interface SetupPaneProps {
  readonly setup: Setup;
  readonly trainings: readonly TrainingSummary[];
}

/** A training that is set up: the network from its start to its layers, then how it is trained. */
export function SetupPane({ setup, trainings }: SetupPaneProps) {
  const { hostProblems, notes } = setup;
  return (
    <>
      <SetupHead setup={setup} trainings={trainings} />
      {hostProblems.length === 0 ? null : (
        <div className="sweep-trouble">
          {hostProblems.map((text) => (
            <ProblemNote key={text}>{text}</ProblemNote>
          ))}
        </div>
      )}
      <div className="sweep-groups">
        <section className="setting-group" aria-labelledby="train-network">
          <h2 id="train-network">Network</h2>
          <StartChoice setup={setup} trainings={trainings} />
          {setup.draft.network.kind === 'model' ? null : <NetworkOptions setup={setup} trainings={trainings} />}
          {notes.map((note) => (
            <p key={note} className="muted small train-note">
              {note}
            </p>
          ))}
        </section>
        <LayerEditor setup={setup} />
        {trainingGroups.map((group) => (
          <TrainingGroup key={group} group={group} setup={setup} />
        ))}
      </div>
    </>
  );
}

function SetupHead({ setup: { layers, laidOut, data, isReadOnly }, trainings }: SetupPaneProps) {
  const canUndo = useTrainDraft(({ past }) => past.length > 0);
  const canRedo = useTrainDraft(({ future }) => future.length > 0);
  const reset = (): void => {
    const name = freeTrainingName(
      defaultSetup.name,
      trainings.map((other) => other.name),
    );
    changeTrainDraft(() => draftFrom({ ...defaultSetup, name }));
  };
  useCommands('train-setup', [
    {
      id: 'undo-train',
      group: 'Train',
      title: 'Undo the last edit of the training',
      keys: 'Mod+Z',
      isEnabled: canUndo && !isReadOnly,
      run: undoTrain,
    },
    { id: 'redo-train', group: 'Train', title: 'Redo', keys: 'Mod+Shift+Z', isEnabled: canRedo, run: redoTrain },
    {
      id: 'reset-train',
      group: 'Train',
      title: 'Begin anew with the default network',
      isEnabled: !isReadOnly,
      run: reset,
    },
  ]);
  return (
    <div className="sweep-head">
      <p className="train-sum">
        {layers === null || laidOut === null || data === null ? (
          <span className="muted">The layers are being read</span>
        ) : (
          <>
            <strong>{countWords(layers.layers.length, 'layer')}</strong>
            <span>{countWords(laidOut.parameters, 'parameter')}</span>
            <span className="muted">
              {data.name}: {shapeWords(data.sampleShape)}, {numberWords(data.classes)} classes
            </span>
          </>
        )}
      </p>
      <div className="sweep-edits">
        <Button
          kind="quiet"
          icon={<Undo2 />}
          hint={`Undo (${keyWords('Mod+Z', isMac())})`}
          isDisabled={!canUndo || isReadOnly}
          onPress={undoTrain}
        />
        <Button
          kind="quiet"
          icon={<Redo2 />}
          hint={`Redo (${keyWords('Mod+Shift+Z', isMac())})`}
          isDisabled={!canRedo || isReadOnly}
          onPress={redoTrain}
        />
        <Button
          kind="quiet"
          icon={<RotateCcw />}
          hint="Begin anew with the default network and settings"
          isDisabled={isReadOnly}
          onPress={reset}
        />
      </div>
    </div>
  );
}
