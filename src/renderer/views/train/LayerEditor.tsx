import { ArrowDown, ArrowUp, CopyPlus, Trash2 } from 'lucide-react';
import type { LayerKind } from '../../../shared/training/architecture.ts';
import {
  duplicateLayer,
  insertLayer,
  moveLayer,
  type NetworkDraft,
  removeLayer,
} from '../../../shared/training/networkDraft.ts';
import { Button } from '../../components/Button.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { isMac } from '../../frame/platform.ts';
import { keyWords } from '../../state/shortcuts.ts';
import { changeLayers, useTrainDraft } from '../../state/trainDraftStore.ts';
import { showLayer, useTrainSelection } from '../../state/trainings.ts';
import { AddLayer } from './AddLayer.tsx';
import { LayerList } from './LayerList.tsx';
import { NetworkProblem } from './NetworkProblem.tsx';
import type { Setup } from './useSetup.ts';

/** The chain of layers: what each gives, what it costs, and what stands against it. */
export function LayerEditor({ setup }: { readonly setup: Setup }) {
  const { draft, data, layers, laidOut, problems, isReadOnly } = setup;
  const chosen = useTrainSelection((state) => state.layer);
  const at = layers?.layers.findIndex(({ id }) => id === chosen) ?? -1;
  const canEdit = !isReadOnly && draft.network.kind !== 'model' && layers !== null;
  const change = (edit: (present: NetworkDraft) => NetworkDraft): void => changeLayers(data, edit);
  const insert = (place: number, kind: LayerKind): void => {
    change((present) => insertLayer(present, place, kind));
    const { network } = useTrainDraft.getState().present;
    if (network.kind === 'layers') showLayer(network.layers.layers[place]?.id ?? null);
  };
  const actions = {
    duplicate: (place: number): void => {
      change((present) => duplicateLayer(present, place));
      const { network } = useTrainDraft.getState().present;
      if (network.kind === 'layers') showLayer(network.layers.layers[place + 1]?.id ?? null);
    },
    remove: (place: number): void => {
      const { layers: before = [] } = layers ?? {};
      change((present) => removeLayer(present, place));
      showLayer((before[place + 1] ?? before[place - 1])?.id ?? null);
    },
    move: (from: number, to: number): void => change((present) => moveLayer(present, from, to)),
  };
  const count = layers?.layers.length ?? 0;
  const isNone = at < 0;
  return (
    <section className="setting-group" aria-labelledby="train-layers">
      <div className="layers-head">
        <h2 id="train-layers">Layers</h2>
        {draft.network.kind === 'model' ? null : (
          <div className="layers-actions" role="toolbar" aria-label="Edit layers">
            {isNone ? (
              // The last layer gives the scores: what is added without a choice comes before it.
              <AddLayer
                title="Add layer"
                isDisabled={!canEdit}
                onAdd={(kind) => insert(Math.max(0, count - 1), kind)}
              />
            ) : (
              <>
                <AddLayer title="Add after" isDisabled={!canEdit} onAdd={(kind) => insert(at + 1, kind)} />
                <AddLayer title="Add before" isDisabled={!canEdit} onAdd={(kind) => insert(at, kind)} />
              </>
            )}
            <Button
              kind="quiet"
              icon={<CopyPlus />}
              hint={`Duplicate the layer (${keyWords('Mod+D', isMac())})`}
              isDisabled={!canEdit || isNone}
              onPress={() => actions.duplicate(at)}
            />
            <Button
              kind="quiet"
              icon={<ArrowUp />}
              hint="Move the layer up (Alt+↑)"
              isDisabled={!canEdit || at < 1}
              onPress={() => actions.move(at, at - 1)}
            />
            <Button
              kind="quiet"
              icon={<ArrowDown />}
              hint="Move the layer down (Alt+↓)"
              isDisabled={!canEdit || isNone || at === count - 1}
              onPress={() => actions.move(at, at + 1)}
            />
            <Button
              kind="quiet"
              icon={<Trash2 />}
              hint="Take the layer out (Delete)"
              isDisabled={!canEdit || isNone}
              onPress={() => actions.remove(at)}
            />
          </div>
        )}
      </div>
      {problems.network === null ? null : <NetworkProblem setup={setup} text={problems.network} />}
      {layers === null || laidOut === null ? (
        <ProblemNote level="note">The layers appear when the model is read.</ProblemNote>
      ) : (
        <LayerList layers={layers} laidOut={laidOut} setup={setup} canEdit={canEdit} actions={actions} />
      )}
    </section>
  );
}
