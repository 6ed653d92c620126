import { slipWords } from '../../../shared/training/draftProblems.ts';
import { fieldsOfForm, layerFields, type LayerField } from '../../../shared/training/layerFields.ts';
import { layerKinds, layerKindWords } from '../../../shared/training/layerWords.ts';
import {
  changeKind,
  editLayer,
  type LayerDraft,
  layerText,
  type NetworkDraft,
} from '../../../shared/training/networkDraft.ts';
import { LabelledChoice } from '../../components/Choice.tsx';
import { Field } from '../../components/Field.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Select } from '../../components/Select.tsx';
import { changeLayers, endTrainStep } from '../../state/trainDraftStore.ts';
import { useTrainSelection } from '../../state/trainings.ts';
import { LayerInputs } from './LayerInputs.tsx';
import type { Setup } from './useSetup.ts';

interface LayerPanelProps {
  readonly setup: Setup;
  readonly layers: NetworkDraft;
  /** Position of the layer. */
  readonly at: number;
}

const kinds = layerKinds.map((id) => ({ id, ...layerKindWords[id] }));

/** Everything that can be said of one layer. */
export function LayerPanel({ setup, layers, at }: LayerPanelProps) {
  const layer = layers.layers[at]!;
  const { data, laidOut, isReadOnly } = setup;
  const canEdit = !isReadOnly && setup.draft.network.kind !== 'model';
  const fault = laidOut?.layers[at]?.fault ?? null;
  const explained = useTrainSelection((state) => state.explainedInLayer);
  const fields = fieldsOfForm(layer.plan.form);
  const shown = explained !== null && fields.includes(explained) ? explained : null;
  return (
    <Panel title={`Layer ${layer.plan.name}`}>
      <div className="layer-fields" data-layer-fields onBlur={endTrainStep}>
        {fault === null ? null : <ProblemNote>{`It ${fault}.`}</ProblemNote>}
        <div className="wide">
          <Field
            label="Name"
            value={layerText(layer, 'name')}
            problem={slipWords(layer, 'name') ?? undefined}
            isReadOnly={!canEdit}
            onChange={(text) => changeLayers(data, (draft) => editLayer(draft, at, 'name', text), `${layer.id} name`)}
          />
        </div>
        <Select
          label="Kind"
          options={kinds}
          selected={layer.plan.form.kind}
          isDisabled={!canEdit}
          onSelect={(kind) => changeLayers(data, (draft) => changeKind(draft, at, kind))}
        />
        <LayerInputs setup={setup} layers={layers} at={at} isReadOnly={!canEdit} />
        {fields.map((field) => (
          <LayerFieldInput
            key={field}
            layer={layer}
            field={field}
            isReadOnly={!canEdit}
            onChange={(text, isTyped) =>
              changeLayers(data, (draft) => editLayer(draft, at, field, text), isTyped ? `${layer.id} ${field}` : null)
            }
          />
        ))}
      </div>
      <p className="small explanation">
        {shown === null ? (
          layerKindWords[layer.plan.form.kind].note + '.'
        ) : (
          <>
            <strong>{layerFields[shown].label}.</strong> {layerFields[shown].help}
          </>
        )}
      </p>
    </Panel>
  );
}

interface LayerFieldInputProps {
  readonly layer: LayerDraft;
  readonly field: LayerField;
  readonly isReadOnly: boolean;
  readonly onChange: (text: string, isTyped: boolean) => void;
}

function LayerFieldInput({ layer, field, isReadOnly, onChange }: LayerFieldInputProps) {
  const { label, unit, help, words } = layerFields[field];
  const text = layerText(layer, field);
  const explain = (): void => useTrainSelection.setState({ explainedInLayer: field });
  if (words.length > 3) {
    return (
      <div className="layer-field wide" onFocus={explain} onPointerEnter={explain}>
        <Select
          label={label}
          options={words.map((id) => ({ id, title: id }))}
          selected={text}
          isDisabled={isReadOnly}
          onSelect={(chosen) => onChange(chosen, false)}
        />
      </div>
    );
  }
  return (
    <div className={words.length > 2 ? 'layer-field wide' : 'layer-field'} onFocus={explain} onPointerEnter={explain}>
      {words.length > 0 ? (
        <LabelledChoice
          label={label}
          options={words.map((id) => ({ id, title: id }))}
          selected={text}
          isDisabled={isReadOnly}
          onSelect={(chosen) => onChange(chosen, false)}
        />
      ) : (
        <Field
          label={label}
          unit={unit}
          value={text}
          placeholder={field === 'threshold' || field === 'clipValue' ? 'measured' : ''}
          problem={slipWords(layer, field) ?? undefined}
          isReadOnly={isReadOnly}
          onChange={(typed) => onChange(typed, true)}
          help={<span className="visually-hidden">{help}</span>}
        />
      )}
    </div>
  );
}
