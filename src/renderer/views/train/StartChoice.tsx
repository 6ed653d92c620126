import { FileJson, FolderOpen, Save, Workflow } from 'lucide-react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import type { TrainingSummary } from '../../../shared/api/trainViews.ts';
import { architectureText } from '../../../shared/training/architectureText.ts';
import { draftedArchitecture } from '../../../shared/training/networkDraft.ts';
import type { TrainDraft } from '../../../shared/training/trainDraft.ts';
import {
  chooseNetwork,
  type DraftedNetwork,
  fromArchitecture,
  templateLike,
} from '../../../shared/training/trainDraft.ts';
import { templateNames, templateSummaries } from '../../../shared/training/templates.ts';
import { Button } from '../../components/Button.tsx';
import { Menu } from '../../components/Menu.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { saveFile } from '../../charts/saveFile.ts';
import { request } from '../../state/connection.ts';
import { choosePath } from '../../state/fileChoice.ts';
import { nameOf } from '../../state/pathWords.ts';
import { attempt } from '../../state/toasts.ts';
import { changeTrainDraft } from '../../state/trainDraftStore.ts';
import { showLayer } from '../../state/trainings.ts';
import { useProject, useWorkbench } from '../../state/workbenchStore.ts';
import type { Setup } from './useSetup.ts';

interface StartChoiceProps {
  readonly setup: Setup;
  readonly trainings: readonly TrainingSummary[];
}

/** Where the network comes from: a template, a model with or without its weights, or a file. */
export function StartChoice({ setup: { draft, layers, isReadOnly }, trainings }: StartChoiceProps) {
  const { network } = draft;
  const taken = trainings.map(({ name }) => name);
  const choose = (make: (present: TrainDraft) => DraftedNetwork): void => {
    changeTrainDraft((present) => chooseNetwork(present, make(present), taken));
    showLayer(null);
  };
  return (
    <div className="start-choice">
      <RadioGroup
        className="template-choice"
        value={network.kind === 'template' ? network.template : null}
        isDisabled={isReadOnly}
        onChange={(chosen) => {
          const template = templateNames.find((name) => name === chosen);
          if (template !== undefined) choose((present) => templateLike(present, template));
        }}
      >
        <Label className="visually-hidden">Template</Label>
        {templateNames.map((name) => (
          <Radio key={name} value={name} className="template">
            <strong>{name}</strong>
            <span className="template-note">{templateSummaries[name]}</span>
          </Radio>
        ))}
      </RadioGroup>
      <div className="start-others">
        <OtherStarts choose={choose} isReadOnly={isReadOnly} />
        <span className="muted small">
          {network.kind === 'layers' ? `A network of its own, begun as ${network.layers.name}.` : null}
        </span>
        {layers === null ? null : (
          <SaveArchitecture text={architectureText(draftedArchitecture(layers))} name={draft.name} />
        )}
      </div>
      {network.kind === 'model' ? (
        <ProblemNote
          level="note"
          action={
            layers === null ? undefined : (
              <Button
                isDisabled={isReadOnly}
                onPress={() => choose(() => fromArchitecture(draftedArchitecture(layers)))}
              >
                Edit its layers
              </Button>
            )
          }
        >
          The training goes on from the weights of{' '}
          {network.path === null ? 'the project’s model' : nameOf(network.path)}, whose layers stay as they are. Edited
          layers start with new weights.
        </ProblemNote>
      ) : null}
    </div>
  );
}

interface OtherStartsProps {
  readonly choose: (make: () => DraftedNetwork) => void;
  readonly isReadOnly: boolean;
}

function OtherStarts({ choose, isReadOnly }: OtherStartsProps) {
  const hasModel = useProject()?.model != null;
  const fromModel = (path: string | null): Promise<boolean> =>
    attempt(async () => {
      const { architecture } = await request('train.fromModel', { path });
      choose(() => fromArchitecture(architecture));
    });
  const withFile = async (take: (path: string) => void): Promise<void> => {
    const path = await choosePath('model');
    if (path !== null) take(path);
  };
  const fromFile = async (): Promise<void> => {
    const path = await choosePath('architecture');
    if (path === null) return;
    await attempt(async () => {
      const { architecture } = await request('train.fromFile', { path });
      choose(() => fromArchitecture(architecture));
    });
  };
  return (
    <Menu
      label="Start from something else"
      button={<Button isDisabled={isReadOnly}>Start from a model or a file…</Button>}
      groups={[
        {
          title: 'Layers, with new weights',
          entries: [
            {
              id: 'projectLayers',
              label: 'Layers of the project’s model',
              icon: <Workflow />,
              isDisabled: !hasModel,
              onAction: () => void fromModel(null),
            },
            {
              id: 'modelLayers',
              label: 'Layers of a model file…',
              icon: <FolderOpen />,
              onAction: () => void withFile((path) => void fromModel(path)),
            },
            {
              id: 'architecture',
              label: 'An architecture file…',
              note: 'JSON, as spikebench train --print writes it',
              icon: <FileJson />,
              onAction: () => void fromFile(),
            },
          ],
        },
        {
          title: 'Weights, to train on',
          entries: [
            {
              id: 'projectWeights',
              label: 'Weights of the project’s model',
              icon: <Workflow />,
              isDisabled: !hasModel,
              onAction: () => choose(() => ({ kind: 'model', path: null })),
            },
            {
              id: 'modelWeights',
              label: 'Weights of a model file…',
              icon: <FolderOpen />,
              onAction: () => void withFile((path) => choose(() => ({ kind: 'model', path }))),
            },
          ],
        },
      ]}
    />
  );
}

function SaveArchitecture({ text, name }: { readonly text: string; readonly name: string }) {
  const dialogs = useWorkbench(({ app }) => app?.host.dialogs ?? 'listing');
  const file = {
    name: `${name.replaceAll(/[^\w.-]+/g, '-') || 'network'}.json`,
    media: 'application/json',
    content: text,
  };
  return (
    <Button
      kind="quiet"
      icon={<Save />}
      hint="Save as an architecture file"
      onPress={() => void attempt(() => saveFile(file, dialogs))}
    />
  );
}
