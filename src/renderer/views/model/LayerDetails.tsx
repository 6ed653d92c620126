import type { ModelNode } from '../../../shared/api/modelViews.ts';
import type { PresetName } from '../../../shared/conversion/settings.ts';
import { Facts } from '../../components/Facts.tsx';
import { HistogramChart } from '../../components/HistogramChart.tsx';
import { LevelMark } from '../../components/LevelMark.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { countWords, numberWords, shapeWords } from '../../frame/words.ts';
import { useRequest } from '../../state/queries.ts';
import { wordsOf } from '../../state/toasts.ts';
import { useProject } from '../../state/workbenchStore.ts';
import './LayerDetails.css';

/** Samples that activations are measured on: enough for a picture, quick on any model. */
const activationSamples = 100;

/** One layer: what it is, what becomes of it, how its weights and activations are spread. */
export function LayerDetails({ node, preset }: { readonly node: ModelNode; readonly preset: PresetName }) {
  const verdict = node.verdicts[preset];
  return (
    <>
      <Panel title={node.name}>
        <div className={`verdict ${verdict.level}`}>
          <LevelMark level={verdict.level} />
          <p>{verdict.reason}</p>
        </div>
        <Facts
          facts={[
            ['Type', node.className],
            ['Computes', node.operation],
            ['Output shape', shapeWords(node.shape)],
            ['Parameters', numberWords(node.parameters)],
            ...node.details.map(({ label, text }) => [label, text] as const),
          ]}
        />
      </Panel>
      <LayerHistograms node={node} />
    </>
  );
}

function LayerHistograms({ node }: { readonly node: ModelNode }) {
  const project = useProject();
  const { data, error } = useRequest(
    'model.layer',
    { layer: node.name, samples: activationSamples },
    { about: [project?.model?.sha256 ?? null, project?.data?.sha256 ?? null, project?.draft.scaling ?? null] },
  );
  if (error !== null) {
    return (
      <Panel title="Weights and activations">
        <ProblemNote>{wordsOf(error)}</ProblemNote>
      </Panel>
    );
  }
  if (data === undefined) return <Waiting>Measuring weights and activations</Waiting>;
  return (
    <>
      {data.weights.length === 0 ? null : (
        <Panel title="Weights">
          <div className="histograms">
            {data.weights.map(({ name, shape, histogram }) => (
              <div key={name}>
                <h3>
                  {name} <span className="muted">{shapeWords(shape)}</span>
                </h3>
                <HistogramChart histogram={histogram} label={name} />
              </div>
            ))}
          </div>
        </Panel>
      )}
      <Panel
        title="Activations"
        {...(data.activations === null ? {} : { note: `Output over ${countWords(data.activationSamples, 'image')}` })}
      >
        {data.activations === null ? (
          <p className="muted small">Choose a data set to see what this layer puts out.</p>
        ) : (
          <HistogramChart histogram={data.activations} label="Activations" />
        )}
      </Panel>
    </>
  );
}
