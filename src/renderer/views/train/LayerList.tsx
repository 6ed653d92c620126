import { CircleAlert, GripVertical } from 'lucide-react';
import { type KeyboardEvent, useMemo } from 'react';
import { Button as AriaButton, GridList, GridListItem, useDragAndDrop } from 'react-aria-components';
import type { LaidOutArchitecture } from '../../../shared/training/layOut.ts';
import { mendLayer } from '../../../shared/training/mendLayer.ts';
import type { NetworkDraft } from '../../../shared/training/networkDraft.ts';
import { Button } from '../../components/Button.tsx';
import { countWords, numberWords, shapeWords } from '../../frame/words.ts';
import { explainLayers, mendChosenLayer, showLayer, useTrainSelection } from '../../state/trainings.ts';
import { focusLayerFields, focusLayerRow } from './layerFocus.ts';
import { type LayerRow, layerRow, placeAfterDrop } from './layerRows.ts';
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
  const rows = useMemo(
    () =>
      layers.layers.map((layer, index) => {
        const problems = setup.problems.layers.get(layer.id) ?? [];
        const label = canEdit && problems.length > 0 ? mendLayer(layers, index, laidOut, setup.data)?.label : undefined;
        return layerRow(layer, laidOut.layers[index] ?? null, problems, label ?? '');
      }),
    [layers, laidOut, setup.problems, setup.data, canEdit],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys of buttons in a row, and of a drag by keyboard, are theirs.
    if (at < 0 || !canEdit || !(event.target instanceof HTMLElement) || event.target.role !== 'row') return;
    if (event.key === 'ArrowUp' && event.altKey) actions.move(at, Math.max(0, at - 1));
    else if (event.key === 'ArrowDown' && event.altKey) actions.move(at, at + 1);
    else if (event.key === 'Delete' || event.key === 'Backspace') actions.remove(at);
    else if (event.key.toLowerCase() === 'd' && (event.ctrlKey || event.metaKey)) {
      actions.duplicate(at);
      // The new row is chosen; the focus goes with it once it is there.
      setTimeout(() => focusLayerRow(useTrainSelection.getState().layer));
    } else return;
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
        items={rows}
        dependencies={[canEdit]}
        dragAndDropHooks={dragAndDropHooks}
        renderEmptyState={() => <p className="table-empty">No layers. Add one, or start from a template.</p>}
      >
        {(row) => <LayerLine row={row} canEdit={canEdit} />}
      </GridList>
      <div className="layer-sum">
        <span />
        <span>Total</span>
        <span className="muted">
          {laidOut.statistics === 0 ? '' : `and ${countWords(laidOut.statistics, 'number')} that training measures`}
        </span>
        <span className="number">{laidOut.classes === null ? '' : `${numberWords(laidOut.classes)} scores`}</span>
        <span className="number">
          <strong>{numberWords(laidOut.parameters)}</strong>
        </span>
      </div>
    </div>
  );
}

interface LayerLineProps {
  readonly row: LayerRow;
  readonly canEdit: boolean;
}

function LayerLine({ row, canEdit }: LayerLineProps) {
  return (
    <GridListItem id={row.id} className={`layer-row${row.problems === '' ? '' : ' faulty'}`} textValue={row.words}>
      <span className="layer-grip">
        {canEdit ? (
          <AriaButton slot="drag" aria-label={`Move ${row.name}`}>
            <GripVertical aria-hidden />
          </AriaButton>
        ) : null}
      </span>
      <span className="layer-name cut" title={row.name}>
        {row.name}
      </span>
      <span className="layer-what">
        <span>{row.kind}</span>
        <span className="muted">{row.what}</span>
      </span>
      <span className="number">{row.shape}</span>
      <span className="number">{row.parameters}</span>
      {row.problems === '' ? null : (
        <span className="layer-fault">
          <CircleAlert aria-hidden />
          <span>{row.problems}</span>
          {row.mend === '' ? null : <Button onPress={() => mendChosenLayer(row.id)}>{row.mend}</Button>}
        </span>
      )}
    </GridListItem>
  );
}
