import { CircleAlert, GripVertical } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Button as AriaButton, GridList, GridListItem, useDragAndDrop } from 'react-aria-components';
import type { LaidOutArchitecture, LaidOutLayer } from '../../../shared/training/layOut.ts';
import { describeForm, layerKindWords } from '../../../shared/training/layerWords.ts';
import { mendLayer } from '../../../shared/training/mendLayer.ts';
import type { LayerDraft, NetworkDraft } from '../../../shared/training/networkDraft.ts';
import { Button } from '../../components/Button.tsx';
import { numberWords, shapeWords } from '../../frame/words.ts';
import { changeLayers } from '../../state/trainDraftStore.ts';
import { explainLayers, showLayer, useTrainSelection } from '../../state/trainings.ts';
import { focusLayerFields } from './layerFocus.ts';
import { layerRowWords, placeAfterDrop, takesWords } from './layerRows.ts';
import type { Setup } from './useSetup.ts';

interface LayerListProps {
  readonly layers: NetworkDraft;
  readonly laidOut: LaidOutArchitecture;
  readonly setup: Setup;
  readonly canEdit: boolean;
  readonly actions: {
    readonly duplicate: (at: number) => void;
    readonly remove: (at: number) => void;
    readonly move: (from: number, to: number) => void;
  };
}

/** Layers in their order: arrows walk, Enter goes to the fields, Alt with arrows moves, Delete takes out. Rows can be dragged. */
export function LayerList({ layers, laidOut, setup, canEdit, actions }: LayerListProps) {
  const chosen = useTrainSelection((state) => state.layer);
  const at = layers.layers.findIndex(({ id }) => id === chosen);
  const positionOf = (key: unknown): number => layers.layers.findIndex(({ id }) => id === key);
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: !canEdit,
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': layers.layers[positionOf(key)]?.plan.name ?? '' })),
    onReorder({ keys, target }) {
      const [key] = keys;
      const from = positionOf(key);
      actions.move(from, placeAfterDrop(from, positionOf(target.key), target.dropPosition === 'after'));
    },
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys of buttons in a row, and of a drag by keyboard, are theirs.
    if (at < 0 || !canEdit || !(event.target instanceof HTMLElement) || event.target.role !== 'row') return;
    if (event.key === 'ArrowUp' && event.altKey) actions.move(at, Math.max(0, at - 1));
    else if (event.key === 'ArrowDown' && event.altKey) actions.move(at, at + 1);
    else if (event.key === 'Delete' || event.key === 'Backspace') actions.remove(at);
    else if (event.key.toLowerCase() === 'd' && (event.ctrlKey || event.metaKey)) actions.duplicate(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="layer-list" onKeyDownCapture={onKeyDown} onFocus={explainLayers} onPointerDown={explainLayers}>
      <div className="layer-heads" aria-hidden>
        <span />
        <span>Layer</span>
        <span>What it is</span>
        <span className="number">Output</span>
        <span className="number">Parameters</span>
      </div>
      <div className="layer-input">
        <span />
        <span>input</span>
        <span className="muted">samples of the data</span>
        <span className="number">{shapeWords(layers.inputShape)}</span>
        <span />
      </div>
      <GridList
        className="layer-rows"
        aria-label="Layers of the network"
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={at < 0 ? [] : [layers.layers[at]!.id]}
        onSelectionChange={(keys) => {
          const [key = null] = keys === 'all' ? [] : keys;
          showLayer(typeof key === 'number' ? key : null);
        }}
        onAction={() => focusLayerFields()}
        dragAndDropHooks={dragAndDropHooks}
        renderEmptyState={() => <p className="table-empty">No layers. Add one, or start from a template.</p>}
      >
        {layers.layers.map((layer, index) => (
          <LayerRow
            key={layer.id}
            layer={layer}
            laidOut={laidOut.layers[index] ?? null}
            problems={setup.problems.layers.get(layer.id) ?? []}
            canEdit={canEdit}
            mend={canEdit ? mendLayer(layers, index, laidOut, setup.data) : null}
            onMend={(apply) => changeLayers(setup.data, apply)}
          />
        ))}
      </GridList>
      <div className="layer-sum">
        <span />
        <span>Total</span>
        <span className="muted">
          {laidOut.statistics === 0 ? '' : `and ${numberWords(laidOut.statistics)} numbers that training measures`}
        </span>
        <span className="number">{laidOut.classes === null ? '' : `${numberWords(laidOut.classes)} scores`}</span>
        <span className="number">
          <strong>{numberWords(laidOut.parameters)}</strong>
        </span>
      </div>
    </div>
  );
}

interface LayerRowProps {
  readonly layer: LayerDraft;
  readonly laidOut: LaidOutLayer | null;
  readonly problems: readonly string[];
  readonly canEdit: boolean;
  readonly mend: ReturnType<typeof mendLayer>;
  readonly onMend: (apply: (draft: NetworkDraft) => NetworkDraft) => void;
}

function LayerRow({ layer, laidOut, problems, canEdit, mend, onMend }: LayerRowProps) {
  const { plan } = layer;
  const takes = takesWords(plan);
  return (
    <GridListItem
      id={layer.id}
      className={`layer-row${problems.length > 0 ? ' faulty' : ''}`}
      textValue={layerRowWords(plan, laidOut, problems)}
    >
      <span className="layer-grip">
        {canEdit ? (
          <AriaButton slot="drag" aria-label={`Move ${plan.name}`}>
            <GripVertical aria-hidden />
          </AriaButton>
        ) : null}
      </span>
      <span className="layer-name cut" title={plan.name}>
        {plan.name}
      </span>
      <span className="layer-what">
        <span>{layerKindWords[plan.form.kind].title}</span>
        <span className="muted">{[describeForm(plan.form), takes].filter((words) => words !== '').join('; ')}</span>
      </span>
      <span className="number">{laidOut?.shape == null ? '–' : shapeWords(laidOut.shape)}</span>
      <span className="number">{laidOut?.shape == null ? '–' : numberWords(laidOut.parameters)}</span>
      {problems.length === 0 ? null : (
        <span className="layer-fault">
          <CircleAlert aria-hidden />
          <span>{problems.join(' ')}</span>
          {mend === null ? null : <Button onPress={() => onMend(mend.apply)}>{mend.label}</Button>}
        </span>
      )}
    </GridListItem>
  );
}
