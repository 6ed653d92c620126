import { ClipboardCopy, Copy, FolderOpen, Plus } from 'lucide-react';
import type { TrainingFiles, TrainingSummary, TrainingView } from '../../../shared/api/trainViews.ts';
import { changedTrainingFields, trainingTexts } from '../../../shared/training/trainingTexts.ts';
import { trainingFields } from '../../../shared/training/trainingFields.ts';
import { Button } from '../../components/Button.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { request } from '../../state/connection.ts';
import { editDraft, useDraft } from '../../state/draftStore.ts';
import { goTo } from '../../state/navigation.ts';
import { nameOf } from '../../state/pathWords.ts';
import { attempt, note } from '../../state/toasts.ts';
import { setUpLike } from '../../state/trainingActions.ts';
import { useProject, useWorkbench } from '../../state/workbenchStore.ts';
import { LevelTable } from './LevelTable.tsx';
import { networkFacts, outcomeFacts, testWords } from '../../frame/trainingWords.ts';
import { useTrainingView } from './useTrainingView.ts';

interface TrainingSideProps {
  readonly summary: TrainingSummary;
  readonly trainings: readonly TrainingSummary[];
}

/** What a training was given, and what came out. */
export function TrainingSide({ summary, trainings }: TrainingSideProps) {
  const isReadOnly = useProject()?.isReadOnly ?? true;
  const { view } = useTrainingView(summary);
  if (view === null) return <Waiting>Reading the training</Waiting>;
  const { setup, outcome, files } = view;
  const changed = changedTrainingFields(trainingTexts(setup.settings, setup.data));
  return (
    <>
      {outcome === null ? null : <Result view={view} />}
      {outcome === null || outcome.levels.length === 0 ? null : (
        <Panel title="Learned levels" note="Where each activation ends: its threshold under the preset qcfs.">
          <LevelTable levels={outcome.levels} />
          <SweepWithQcfs />
        </Panel>
      )}
      <Panel title="Network">
        <Facts facts={networkFacts(summary)} />
      </Panel>
      <Panel
        title="Settings"
        note={changed.length === 0 ? 'All as by default.' : 'What differs from the defaults.'}
        actions={
          <Button
            kind="quiet"
            icon={<Copy />}
            hint="Set up another training like this one"
            isDisabled={isReadOnly}
            onPress={() => setUpLike(setup, trainings)}
          />
        }
      >
        <Facts
          facts={[
            ...changed.map(
              ([field, text]) =>
                [
                  trainingFields[field].label,
                  `${text === '' ? (trainingFields[field].empty ?? 'none') : text} ${trainingFields[field].unit}`.trim(),
                ] as const,
            ),
            ...(changed.some(([field]) => field === 'seed') ? [] : ([['Seed', String(setup.settings.seed)]] as const)),
          ]}
        />
      </Panel>
      {files === null ? null : <Files files={files} />}
    </>
  );
}

function Result({ view: { outcome, test, testNote } }: { readonly view: TrainingView }) {
  if (outcome === null) return null;
  const words = test === null ? null : testWords(test);
  return (
    <Panel title="Result">
      {words === null ? (
        <p className="muted small train-note">{testNote ?? 'Not measured on a test split.'}</p>
      ) : (
        <>
          <p className="training-accuracy">
            <strong>{words.accuracy}</strong> test accuracy
          </p>
          <p className="muted small train-note">{words.interval}</p>
        </>
      )}
      <div className="training-outcome">
        <Facts facts={outcomeFacts(outcome)} />
      </div>
    </Panel>
  );
}

/** The preset that takes learned levels as thresholds, in the sweep. */
function SweepWithQcfs() {
  const presets = useDraft(({ present }) => present.presets);
  const isReadOnly = useProject()?.isReadOnly ?? true;
  if (presets.includes('qcfs')) {
    return <p className="muted small training-next">The sweep has the preset qcfs.</p>;
  }
  return (
    <div className="training-next">
      <Button
        icon={<Plus />}
        isDisabled={isReadOnly}
        onPress={() => {
          editDraft('presets', [...presets, 'qcfs']);
          note('The sweep has the preset qcfs now.', { label: 'Show', run: () => goTo('sweep') });
        }}
      >
        Put qcfs into the sweep
      </Button>
    </div>
  );
}

function Files({ files }: { readonly files: TrainingFiles }) {
  const isDesktop = useWorkbench(({ app }) => app?.host.kind === 'electron');
  const copy = (): void => {
    void attempt(async () => {
      await navigator.clipboard.writeText(files.model);
      note('Copied the path of the model');
    });
  };
  return (
    <Panel
      title="Files"
      note={<span className="training-folder">{files.folder}</span>}
      actions={
        <>
          <Button kind="quiet" icon={<ClipboardCopy />} hint="Copy the path of the model" onPress={copy} />
          {isDesktop ? (
            <Button
              kind="quiet"
              icon={<FolderOpen />}
              hint="Show in the file manager"
              onPress={() => void attempt(() => request('export.reveal', { path: files.folder }))}
            />
          ) : null}
        </>
      }
    >
      <Facts
        facts={[
          ['Model', nameOf(files.model)],
          ['Curves', `${nameOf(files.csv)}, ${nameOf(files.svg)}`],
        ]}
      />
    </Panel>
  );
}
