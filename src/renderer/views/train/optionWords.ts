import type { ActivationChoice } from '../../../shared/training/architecture.ts';
import { networkOptions } from '../../../shared/training/networkOptions.ts';
import type { TrainDraft } from '../../../shared/training/trainDraft.ts';

/** What the row of options shows as chosen; null where layers differ or none has it. */
export interface ShownOptions {
  readonly activation: ActivationChoice | null;
  readonly bias: OptionChoice | null;
  readonly batchNormalization: OptionChoice | null;
  /** What the choice of the activation means. */
  readonly note: string;
  readonly ofTemplate: boolean;
}

export type OptionChoice = 'template' | 'yes' | 'no';

export function optionsOf({ network }: TrainDraft): ShownOptions {
  if (network.kind === 'template') {
    return {
      activation: network.activation,
      bias: network.bias === null ? 'template' : yesOrNo(network.bias),
      batchNormalization: network.batchNormalization === null ? 'template' : yesOrNo(network.batchNormalization),
      note: noteOf(network.activation),
      ofTemplate: true,
    };
  }
  if (network.kind === 'model') {
    return { activation: null, bias: null, batchNormalization: null, note: noteOf('none'), ofTemplate: false };
  }
  const { activation, bias, batchNormalization } = networkOptions(network.layers);
  return {
    activation: activation === 'mixed' ? null : activation,
    note: noteOf(activation ?? 'none'),
    bias: yesOrNo(bias),
    batchNormalization: yesOrNo(batchNormalization),
    ofTemplate: false,
  };
}

/** What the choice of the activation means for the conversion, with what was measured on the notebook's network (docs/training.md). */
const activationNotes: Readonly<Record<ActivationChoice | 'mixed' | 'none', string>> = {
  relu: 'Plain ReLU, as in the notebook: thresholds are found by the conversion. notebook-cnn on MNIST has 13.9 % after 2 time steps under rueckauer and 98.2 % after 8, 98.1 % after 2 under calibrated (docs/training.md).',
  clip: 'ReLU up to a level that each layer learns, which becomes its threshold: notebook-cnn on MNIST has 94.8 % after 2 time steps under rueckauer, with plain ReLU 13.9 % (docs/training.md).',
  qcfs: 'Quantised below a threshold that each layer learns (Bu et al. 2022), for few time steps: notebook-cnn on MNIST has 97.9 % after 2 under the preset qcfs and 98.4 % after 4, of 98.7 % analog (docs/training.md).',
  mixed: 'The hidden layers have different activations. Choosing one gives it to all of them.',
  none: 'No hidden layer has an activation that becomes spikes.',
};

/** A number and its sign stay on one line. */
function noteOf(choice: keyof typeof activationNotes): string {
  return activationNotes[choice].replaceAll(' %', '\u00a0%');
}

function yesOrNo(value: boolean | 'mixed' | null): OptionChoice | null {
  if (value === null || value === 'mixed') return null;
  return value ? 'yes' : 'no';
}
