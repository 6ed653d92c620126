import { FolderOpen } from 'lucide-react';
import { Radio, RadioGroup } from 'react-aria-components';
import type { ModelView as ModelReply } from '../../../shared/api/modelViews.ts';
import { type PresetName, presetNames } from '../../../shared/conversion/settings.ts';
import { describeProblem } from '../../../shared/problems/problems.ts';
import { Button } from '../../components/Button.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Panel } from '../../components/Panel.tsx';
import { presetWords } from '../../components/presetWords.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
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
  return (
    <>
      <RadioGroup
        className="preset-choice"
        aria-label="Preset that colours the graph"
        value={preset}
        onChange={(value) => {
          const chosen = presetNames.find((name) => name === value);
          if (chosen !== undefined) useModelSelection.setState({ preset: chosen });
        }}
      >
        {presetNames.map((name) => (
          <PresetOption key={name} name={name} model={model} />
        ))}
      </RadioGroup>
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

function PresetOption({ name, model }: { readonly name: PresetName; readonly model: ModelReply }) {
  const report = model.conversions.find(({ preset }) => preset === name);
  return (
    <Radio value={name} className="preset-option">
      <span className="preset-dot" aria-hidden />
      <span>
        <strong>{presetWords[name].title}</strong>
        <span className="muted">{presetWords[name].note}</span>
        <span className="muted">
          {report?.problem == null ? countWords(report?.neurons ?? 0, 'spiking neuron') : 'does not convert this model'}
        </span>
      </span>
    </Radio>
  );
}
