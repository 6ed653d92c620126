import { Minus, Plus } from 'lucide-react';
import { type NetworkDraft, setInputs } from '../../../shared/training/networkDraft.ts';
import { Button } from '../../components/Button.tsx';
import { Select } from '../../components/Select.tsx';
import { shapeWords } from '../../frame/words.ts';
import { changeLayers } from '../../state/trainDraftStore.ts';
import { possibleInputs } from './layerRows.ts';
import type { Setup } from './useSetup.ts';

interface LayerInputsProps {
  readonly setup: Setup;
  readonly layers: NetworkDraft;
  readonly at: number;
  readonly isReadOnly: boolean;
}

const layerBefore = ' before';
const mostInputs = 16;

/** What a layer takes: the layer before, another one by name, or several that are added. */
export function LayerInputs({ setup: { data, laidOut }, layers, at, isReadOnly }: LayerInputsProps) {
  const { plan } = layers.layers[at]!;
  const isSum = plan.form.kind === 'add';
  const choices = possibleInputs(
    layers.layers.map((layer) => layer.plan.name),
    at,
    (position) => {
      const shape = position < 0 ? layers.inputShape : laidOut?.layers[position]?.shape;
      return shape == null ? 'no output' : shapeWords(shape);
    },
  );
  const before = { id: layerBefore, title: 'layer before', note: choices.at(-1)!.title };
  const change = (inputs: readonly string[] | null): void =>
    changeLayers(data, (draft) => setInputs(draft, at, inputs));
  if (!isSum) {
    const options = [before, ...choices];
    const selected = plan.inputs?.[0] ?? layerBefore;
    return (
      <Select
        label="Takes"
        options={options}
        selected={options.some(({ id }) => id === selected) ? selected : null}
        placeholder={`${selected} (not there)`}
        isDisabled={isReadOnly}
        onSelect={(id) => change(id === layerBefore ? null : [id])}
      />
    );
  }
  const taken = plan.inputs ?? [];
  return (
    <fieldset className="layer-inputs">
      <legend className="field-label">Adds</legend>
      {taken.map((name, place) => (
        // The same layer can be added twice: the place is what tells them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={place} className="layer-input-line">
          <Select
            label={`Layer ${place + 1} of the sum`}
            isLabelHidden
            options={choices}
            selected={choices.some(({ id }) => id === name) ? name : null}
            placeholder={`${name} (not there)`}
            isDisabled={isReadOnly}
            onSelect={(id) => change(taken.with(place, id))}
          />
          <Button
            kind="quiet"
            icon={<Minus />}
            hint={`Leave ${name} out of the sum`}
            isDisabled={isReadOnly || taken.length <= 2}
            onPress={() => change(taken.toSpliced(place, 1))}
          />
        </div>
      ))}
      <Button
        icon={<Plus />}
        isDisabled={isReadOnly || taken.length >= mostInputs}
        onPress={() => change([...taken, choices.at(-1)!.id])}
      >
        One more
      </Button>
    </fieldset>
  );
}
