import { RotateCcw } from 'lucide-react';
import type { TrainingData } from '../../../shared/api/trainViews.ts';
import {
  defaultTrainingTexts,
  isTrainingFieldUsed,
  type TrainingField,
  trainingFieldKeys,
  trainingFields,
  type TrainingGroup as GroupName,
} from '../../../shared/training/trainingFields.ts';
import { Button } from '../../components/Button.tsx';
import { LabelledChoice } from '../../components/Choice.tsx';
import { Field } from '../../components/Field.tsx';
import { Select } from '../../components/Select.tsx';
import { countWords } from '../../frame/words.ts';
import { editTraining, endTrainStep } from '../../state/trainDraftStore.ts';
import { useTrainSelection } from '../../state/trainings.ts';
import type { Setup } from './useSetup.ts';

interface TrainingGroupProps {
  readonly group: GroupName;
  readonly setup: Setup;
}

/** The settings of one group that mean something beside the others. */
export function TrainingGroup({ group, setup }: TrainingGroupProps) {
  const { texts } = setup.draft;
  const fields = trainingFieldKeys.filter(
    (field) => trainingFields[field].group === group && isTrainingFieldUsed(field, texts),
  );
  return (
    <section className="setting-group" aria-labelledby={`train-${group}`}>
      <h2 id={`train-${group}`}>{group}</h2>
      <div className="setting-grid">
        {fields.map((field) => (
          <TrainingSetting key={field} field={field} setup={setup} />
        ))}
      </div>
    </section>
  );
}

function TrainingSetting({ field, setup }: { readonly field: TrainingField; readonly setup: Setup }) {
  const { draft, isReadOnly } = setup;
  const { label } = trainingFields[field];
  const explain = (): void => useTrainSelection.setState({ explained: field });
  // The fields of a layer that is being edited do not go because the pointer passes by.
  const isLayerChosen = useTrainSelection((state) => state.layer !== null);
  const isChanged = draft.texts[field].trim() !== defaultTrainingTexts[field];
  return (
    <div
      className="setting"
      data-training={field}
      onPointerEnter={isLayerChosen ? undefined : explain}
      onFocus={explain}
      onBlur={endTrainStep}
    >
      <TrainingInput field={field} setup={setup} />
      <div className="setting-actions">
        {isChanged && !isReadOnly ? (
          <Button
            kind="quiet"
            icon={<RotateCcw />}
            hint={`Back to the default of ${label}: ${defaultTrainingTexts[field] || trainingFields[field].empty}`}
            onPress={() => editTraining(field, defaultTrainingTexts[field])}
          />
        ) : null}
      </div>
    </div>
  );
}

function TrainingInput({ field, setup }: { readonly field: TrainingField; readonly setup: Setup }) {
  const { draft, data, problems, isReadOnly } = setup;
  const { label, unit, help, words, empty } = trainingFields[field];
  const text = draft.texts[field];
  if (field === 'split') {
    const options = splitOptions(data, text);
    return (
      <Select
        label={label}
        options={options}
        selected={text}
        isDisabled={isReadOnly}
        onSelect={(id) => editTraining(field, id)}
      />
    );
  }
  if (words !== undefined) {
    return (
      <LabelledChoice
        label={label}
        options={words.map((id) => ({ id, title: id }))}
        selected={text}
        isDisabled={isReadOnly}
        onSelect={(id) => editTraining(field, id)}
      />
    );
  }
  return (
    <Field
      label={label}
      unit={unit}
      value={text}
      placeholder={empty ?? ''}
      problem={problems.settings.get(field)}
      isReadOnly={isReadOnly}
      onChange={(typed) => editTraining(field, typed)}
      help={<span className="visually-hidden">{help}</span>}
    />
  );
}

/** The splits that have labels, and the usual one under its own name. */
function splitOptions(data: TrainingData | null, present: string) {
  const splits = (data?.splits ?? []).filter(({ hasLabels }) => hasLabels);
  const usual = { id: '', title: usualTitle(data, present), note: 'train, or the only one there is' };
  return [
    usual,
    ...splits.map(({ name, samples }) => ({ id: name, title: name, note: countWords(samples, 'sample') })),
  ];
}

function usualTitle(data: TrainingData | null, present: string): string {
  return present === '' && data !== null ? `${data.trainSplit} (usual)` : 'usual';
}
