import type { TrainingSummary } from '../../../shared/api/trainViews.ts';
import type { ActivationChoice } from '../../../shared/training/architecture.ts';
import { setActivation, setLevels, setOption } from '../../../shared/training/trainDraft.ts';
import { Choice } from '../../components/Choice.tsx';
import { Field } from '../../components/Field.tsx';
import { changeTrainDraft, endTrainStep } from '../../state/trainDraftStore.ts';
import { type OptionChoice, optionsOf } from './optionWords.ts';
import type { Setup } from './useSetup.ts';

interface NetworkOptionsProps {
  readonly setup: Setup;
  readonly trainings: readonly TrainingSummary[];
}

const activations = [
  { id: 'relu', title: 'ReLU' },
  { id: 'clip', title: 'Clipped' },
  { id: 'qcfs', title: 'QCFS' },
] as const satisfies readonly { id: ActivationChoice; title: string }[];

const choices: readonly { readonly id: OptionChoice; readonly title: string }[] = [
  { id: 'template', title: 'Template' },
  { id: 'yes', title: 'Yes' },
  { id: 'no', title: 'No' },
];

/** What all layers have alike, changed for all of them at once. */
export function NetworkOptions({ setup: { draft, problems, isReadOnly }, trainings }: NetworkOptionsProps) {
  const { activation, bias, batchNormalization, note, ofTemplate } = optionsOf(draft);
  const taken = trainings.map(({ name }) => name);
  const switches = choices.filter(({ id }) => ofTemplate || id !== 'template');
  return (
    <div className="network-options">
      <div className="network-option">
        <span className="field-label" aria-hidden>
          Hidden activations
        </span>
        <div className="network-option-fields">
          <Choice
            label="Hidden activations"
            options={activations}
            selected={activation}
            onSelect={(chosen) => changeTrainDraft((present) => setActivation(present, chosen, taken))}
            isDisabled={isReadOnly}
          />
          {activation === 'qcfs' ? (
            <div className="network-levels" onBlur={endTrainStep}>
              <Field
                label="Levels"
                isLabelHidden
                unit={draft.levels.trim() === '1' ? 'level' : 'levels'}
                value={draft.levels}
                problem={problems.levels ?? undefined}
                onChange={(text) => changeTrainDraft((present) => setLevels(present, text), 'levels')}
                isReadOnly={isReadOnly}
              />
            </div>
          ) : null}
        </div>
      </div>
      <Switch label="Biases" option="bias" value={bias} switches={switches} isReadOnly={isReadOnly} />
      <Switch
        label="Batch normalisation"
        option="batchNormalization"
        value={batchNormalization}
        switches={switches}
        isReadOnly={isReadOnly}
      />
      <p className="muted small network-note">{note}</p>
    </div>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly option: 'bias' | 'batchNormalization';
  readonly value: OptionChoice | null;
  readonly switches: typeof choices;
  readonly isReadOnly: boolean;
}

function Switch({ label, option, value, switches, isReadOnly }: SwitchProps) {
  return (
    <div className="network-option">
      <span className="field-label" aria-hidden>
        {label}
      </span>
      <Choice
        label={label}
        options={switches}
        selected={value}
        onSelect={(chosen) =>
          changeTrainDraft((draft) => setOption(draft, option, chosen === 'template' ? null : chosen === 'yes'))
        }
        isDisabled={isReadOnly}
      />
    </div>
  );
}
