import { Boxes } from 'lucide-react';
import { useState } from 'react';
import type { ModelView as ModelReply } from '../../../shared/api/modelViews.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Field } from '../../components/Field.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { SplitFrame } from '../../frame/SplitFrame.tsx';
import { ViewFrame } from '../../frame/ViewFrame.tsx';
import { countWords } from '../../frame/words.ts';
import { selectLayer, useModelSelection } from '../../state/modelSelection.ts';
import { goTo } from '../../state/navigation.ts';
import { chooseProjectFile } from '../../state/projectActions.ts';
import { useRequest } from '../../state/queries.ts';
import { wordsOf } from '../../state/toasts.ts';
import { useProject } from '../../state/workbenchStore.ts';
import { LayerDetails } from './LayerDetails.tsx';
import { LayerTable } from './LayerTable.tsx';
import { ModelFacts } from './ModelFacts.tsx';
import { ModelGraph } from './ModelGraph.tsx';

/** What will become of my network? */
export function ModelView() {
  const file = useProject()?.model ?? null;
  const { data, error } = useRequest(
    'model.describe',
    {},
    { isEnabled: file?.state === 'present', about: [file?.sha256 ?? null] },
  );
  const choose = (
    <Button kind="primary" onPress={() => void chooseProjectFile('model')}>
      Choose a model…
    </Button>
  );
  if (file === null) {
    return (
      <EmptyState
        icon={<Boxes />}
        title="No model yet"
        action={
          <>
            {choose}
            <Button onPress={() => goTo('train')}>Train one here</Button>
          </>
        }
      >
        A trained Keras network, saved with <span className="mono">model.save("name.keras")</span>, or an .h5 file. It
        can be dropped here, or trained here on the project’s data.
      </EmptyState>
    );
  }
  if (error !== null) {
    return (
      <EmptyState icon={<Boxes />} title={`${file.name} cannot be shown`} action={choose}>
        {wordsOf(error)}
      </EmptyState>
    );
  }
  if (data === undefined)
    return file.state === 'present' ? (
      <Waiting>{`Reading ${file.name}`}</Waiting>
    ) : (
      <EmptyState title={`${file.name} is not there`} action={choose} />
    );
  return <ReadModel model={data} />;
}

function ReadModel({ model }: { readonly model: ModelReply }) {
  const preset = useModelSelection((state) => state.preset);
  const layer = useModelSelection((state) => state.layer);
  const [filter, setFilter] = useState('');
  const found = model.nodes.findIndex(({ name }) => name === layer);
  const selected = found === -1 ? 0 : found;
  const node = model.nodes[selected];
  if (node === undefined) return <EmptyState title="The model has no layers" />;
  return (
    <ViewFrame
      view="model"
      left={{ label: 'model', width: 256, content: <ModelFacts model={model} /> }}
      right={{ label: 'layer details', width: 320, content: <LayerDetails node={node} preset={preset} /> }}
    >
      <SplitFrame
        view="model"
        lowerLabel="the layer table"
        upper={
          <ModelGraph
            nodes={model.nodes}
            preset={preset}
            selected={selected}
            onSelect={(index) => selectLayer(model.nodes[index]?.name ?? '')}
          />
        }
        lower={
          <Panel
            title={countWords(model.nodes.length, 'layer')}
            isFlush
            fills
            actions={
              <Field
                label="Filter layers"
                isLabelHidden
                isFilter
                type="search"
                placeholder="Filter  /"
                value={filter}
                onChange={setFilter}
              />
            }
          >
            <LayerTable
              nodes={model.nodes}
              preset={preset}
              filter={filter}
              selected={node.name}
              onSelect={selectLayer}
            />
          </Panel>
        }
      />
    </ViewFrame>
  );
}
