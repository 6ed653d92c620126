import { FolderOpen } from 'lucide-react';
import type { ModelView as ModelReply } from '../../../shared/api/modelViews.ts';
import type { PresetName } from '../../../shared/conversion/settings.ts';
import { presets } from '../../../shared/conversion/presets.ts';
import { describeProblem } from '../../../shared/problems/problems.ts';
import { draftPresets } from '../../../shared/sweep/draft.ts';
import { Button } from '../../components/Button.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Panel } from '../../components/Panel.tsx';
import { presetWords } from '../../components/presetWords.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Select } from '../../components/Select.tsx';
import { countWords, numberWords, shapeWords } from '../../frame/words.ts';
import { chooseProjectFile } from '../../state/projectActions.ts';
import { useModelSelection } from '../../state/modelSelection.ts';
import { useProject } from '../../state/workbenchStore.ts';
import { AnalogAccuracyPanel } from './AnalogAccuracyPanel.tsx';
import './ModelFacts.css';

/** The model as a whole: the file, what each preset makes of it, and how good it is before conversion. */
export function ModelFacts({ model }: { readonly model: ModelReply }) {
  const project = useProject();
  return (
    <>
      <Panel
        title="Model"
        actions={
          <Button
            kind="quiet"
            icon={<FolderOpen />}
            hint="Choose another model"
            isDisabled={project?.isReadOnly ?? true}
            onPress={() => void chooseProjectFile('model')}
          />
        }
      >
        <Facts
          facts={[
            ['File', project?.model?.name ?? model.name],
            ['Keras', `${model.source.kerasVersion ?? 'version not told'}, ${model.source.architecture}`],
            ['Input', shapeWords(model.inputShape)],
            ['Output', shapeWords(model.outputShape)],
            ['Layers', numberWords(model.nodes.length)],
            ['Parameters', numberWords(model.parameters)],
          ]}
        />
      </Panel>
      <Panel title="Conversion">
        <PresetChoice model={model} />
      </Panel>
      <AnalogAccuracyPanel />
    </>
  );
}

function PresetChoice({ model }: { readonly model: ModelReply }) {
  const preset = useModelSelection((state) => state.preset);
  const report = model.conversions.find((conversion) => conversion.preset === preset);
  const options = draftPresets.map((id) => ({
    id,
    title: presetWords[id].title,
    note: refuses(model, id) ? 'Does not convert this model' : presetWords[id].note,
  }));
  return (
    <>
      <Select
        label="Preset that colours the graph"
        options={options}
        selected={preset}
        onSelect={(chosen) => useModelSelection.setState({ preset: chosen })}
      />
      <p className="preset-summary">{presets[preset].summary}</p>
      {report === undefined || report.problem !== null ? null : (
        <p className="preset-summary">{countWords(report.neurons, 'spiking neuron')}</p>
      )}
      {report?.problem == null ? null : <ProblemNote>{describeProblem(report.problem)}</ProblemNote>}
      {report === undefined || report.notes.length === 0 ? null : (
        <ul className="conversion-notes">
          {report.notes.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function refuses({ conversions }: ModelReply, name: PresetName): boolean {
  return conversions.some(({ preset, problem }) => preset === name && problem !== null);
}
