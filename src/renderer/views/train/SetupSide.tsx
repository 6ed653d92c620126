import { Play } from 'lucide-react';
import type { TrainingSummary } from '../../../shared/api/trainViews.ts';
import { samplesOf } from '../../../shared/training/checkSetup.ts';
import { countTraining } from '../../../shared/training/countTraining.ts';
import { estimateSeconds } from '../../../shared/training/estimateTraining.ts';
import { draftedArchitecture } from '../../../shared/training/networkDraft.ts';
import { setupFrom } from '../../../shared/training/trainDraft.ts';
import { defaultTrainingTexts, trainingFields } from '../../../shared/training/trainingFields.ts';
import { Button } from '../../components/Button.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Field } from '../../components/Field.tsx';
import { Panel } from '../../components/Panel.tsx';
import { isMac } from '../../frame/platform.ts';
import { countWords, numberWords, secondsWords } from '../../frame/words.ts';
import { useCommands } from '../../state/commands.ts';
import { keyWords } from '../../state/shortcuts.ts';
import { changeTrainDraft, endTrainStep, useTrainDraft } from '../../state/trainDraftStore.ts';
import { startTraining } from '../../state/trainingActions.ts';
import { showLayer, showTraining, useTrainingNow, useTrainSelection } from '../../state/trainings.ts';
import { LayerPanel } from './LayerPanel.tsx';
import { focusLayerRow, focusTraining } from './layerFocus.ts';
import { planSentence } from '../../frame/trainingWords.ts';
import { usePastTraining } from './usePastTraining.ts';
import type { Setup } from './useSetup.ts';

interface SetupSideProps {
  readonly setup: Setup;
  readonly trainings: readonly TrainingSummary[];
}

/** What the training will be, what stands in its way, and what the layer or the setting at hand means. */
export function SetupSide({ setup, trainings }: SetupSideProps) {
  const { layer, explained } = useTrainSelection();
  const at = setup.layers?.layers.findIndex(({ id }) => id === layer) ?? -1;
  return (
    <>
      <Plan setup={setup} trainings={trainings} />
      {at >= 0 && explained === null && setup.layers !== null ? (
        <LayerPanel setup={setup} layers={setup.layers} at={at} />
      ) : (
        <Explanation setup={setup} />
      )}
    </>
  );
}

function Plan({ setup, trainings }: SetupSideProps) {
  const { draft, problems, hostProblems, isReadOnly } = setup;
  const now = useTrainingNow();
  const isWaiting = useTrainDraft((state) => state.isWaiting);
  const isBusy = now?.state === 'running';
  const canStart = !isReadOnly && !isBusy && problems.count === 0 && hostProblems.length === 0;
  const start = (): void => void startTraining(trainings);
  useCommands('train-start', [
    {
      id: 'start-training',
      group: 'Train',
      title: 'Train the network',
      keys: 'Mod+Shift+Enter',
      isEnabled: canStart,
      run: start,
    },
  ]);
  return (
    <Panel title="Plan">
      <Counts setup={setup} trainings={trainings} isWaiting={isWaiting} />
      {problems.count === 0 ? null : <SetupProblems setup={setup} />}
      <div className="train-start" onBlur={endTrainStep}>
        <Field
          label="Name"
          value={draft.name}
          problem={problems.name ?? undefined}
          isReadOnly={isReadOnly}
          onChange={(name) => changeTrainDraft((present) => ({ ...present, name }), 'name')}
        />
        <Button
          kind="primary"
          icon={<Play />}
          isDisabled={!canStart}
          onPress={start}
          hint={`Train the network (${keyWords('Mod+Shift+Enter', isMac())})`}
        >
          Train
        </Button>
      </div>
      {isBusy ? (
        <p className="muted small train-note">
          “{now.name}” is being trained: one at a time.{' '}
          <Button kind="quiet" onPress={() => showTraining(now.training)}>
            Show it
          </Button>
        </p>
      ) : null}
    </Panel>
  );
}

interface CountsProps extends SetupSideProps {
  readonly isWaiting: boolean;
}

function Counts({ setup: { draft, data, layers }, trainings, isWaiting }: CountsProps) {
  const past = usePastTraining(trainings, data);
  const setup = setupFrom(draft);
  if (setup === null || data === null) return null;
  const { epochs } = setup.settings;
  const counts = countTraining(samplesOf(setup, data), setup.settings);
  const seconds =
    past === null || layers === null ? null : estimateSeconds(counts, epochs, draftedArchitecture(layers), past);
  return (
    <div className={isWaiting ? 'waiting-counts' : ''} aria-live="polite" aria-busy={isWaiting}>
      <p className="plan-sentence">
        {planSentence(epochs, counts)}
        {seconds === null ? '' : `, about ${secondsWords(seconds)}`}
      </p>
      <Facts
        facts={[
          ['Training samples', numberWords(counts.trainingSamples)],
          ['Validation samples', numberWords(counts.validationSamples)],
          ['Test split', data.testSplit ?? 'none'],
          ['Steps', numberWords(counts.totalSteps)],
          ...(seconds === null || past === null ? [] : ([['Time', `as fast as ${past.name}`]] as const)),
        ]}
      />
    </div>
  );
}

/** Every problem with the way to its place. */
function SetupProblems({ setup: { problems, layers } }: { readonly setup: Setup }) {
  const ofLayers = (layers?.layers ?? []).filter(({ id }) => problems.layers.has(id));
  return (
    <div role="status">
      <p className="train-mend">{countWords(problems.count, 'thing')} to mend before it can start</p>
      <ul className="plan-problems train-problems">
        {ofLayers.map(({ id, plan }) => (
          <li key={id}>
            <Button
              onPress={() => {
                showLayer(id);
                focusLayerRow(id);
              }}
            >
              Go to layer {plan.name}
            </Button>
          </li>
        ))}
        {[...problems.settings.keys()].map((field) => (
          <li key={field}>
            <Button onPress={() => focusTraining(field)}>Go to {trainingFields[field].label}</Button>
          </li>
        ))}
        {problems.network === null ? null : <li>{problems.network}</li>}
        {problems.levels === null ? null : <li>{problems.levels}</li>}
      </ul>
    </div>
  );
}

function Explanation({ setup }: { readonly setup: Setup }) {
  const explained = useTrainSelection((state) => state.explained);
  if (explained === null) {
    return (
      <Panel title="Layer">
        <p className="muted small">
          Choose a layer to see and change what it is. Alt with the arrows moves it, Delete takes it out.
        </p>
      </Panel>
    );
  }
  const { label, unit, help, empty } = trainingFields[explained];
  const isChanged = setup.draft.texts[explained].trim() !== defaultTrainingTexts[explained];
  return (
    <Panel title={unit === '' ? label : `${label} (${unit})`}>
      <p className="small explanation">{help}</p>
      <Facts
        facts={[
          ...(empty === undefined ? [] : ([['Empty', empty]] as const)),
          ...(isChanged ? ([['Default', defaultTrainingTexts[explained] || 'empty']] as const) : []),
        ]}
      />
    </Panel>
  );
}
