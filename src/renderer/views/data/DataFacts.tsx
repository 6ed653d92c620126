import { FolderOpen } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import type { DataView } from '../../../shared/api/dataViews.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { countWords, numberWords, shapeWords, valueWords } from '../../frame/words.ts';
import { useDataSelection } from '../../state/dataSelection.ts';
import { useDraft } from '../../state/draftStore.ts';
import { goTo } from '../../state/navigation.ts';
import { chooseProjectFile } from '../../state/projectActions.ts';
import { useProject } from '../../state/workbenchStore.ts';
import { ScalingSetting } from '../sweep/ScalingSetting.tsx';
import { inputRangeWords, subsetWords } from './subsetWords.ts';
import './DataFacts.css';

/** The data as a whole: is this what I think it is? */
export function DataFacts({ data }: { readonly data: DataView }) {
  const project = useProject();
  const draft = useDraft((state) => state.present);
  const isReadOnly = project?.isReadOnly ?? true;
  return (
    <>
      <Panel
        title="Data"
        actions={
          <Button
            kind="quiet"
            icon={<FolderOpen />}
            hint="Choose other data"
            isDisabled={isReadOnly}
            onPress={() => void chooseProjectFile('data')}
          />
        }
      >
        <div className="data-splits">
          <Choice
            label="Split"
            options={data.splits.map((id) => ({ id, title: id }))}
            selected={data.split}
            onSelect={(split) => useDataSelection.setState({ split, index: 0, label: null })}
          />
        </div>
        <Facts
          facts={[
            ['Source', data.name],
            ['Images', numberWords(data.count)],
            ['Shape', shapeWords(data.sampleShape)],
            ['Stored as', data.stored],
            ['Values', `${valueWords(data.facts.lowest)} to ${valueWords(data.facts.highest)}`],
            ['Mean', valueWords(data.facts.mean)],
            ['Network gets', inputRangeWords(data, draft.scaling)],
          ]}
        />
        {data.facts.blankSamples === 0 ? null : (
          <ProblemNote level="warning">
            {countWords(data.facts.blankSamples, 'image')} of one value throughout. Blank images are rarely meant.
          </ProblemNote>
        )}
      </Panel>
      <Panel
        title="Used by the sweep"
        actions={
          <Button kind="quiet" onPress={() => goTo('sweep')}>
            Change
          </Button>
        }
      >
        <Facts facts={[['Images', subsetWords(draft, data)]]} />
        <div className="data-scaling">
          <ScalingSetting draft={draft} isReadOnly={isReadOnly} />
        </div>
      </Panel>
      <ClassBalance data={data} />
    </>
  );
}

function ClassBalance({ data }: { readonly data: DataView }) {
  const { perClass } = data.facts;
  const chosen = useDataSelection((state) => state.label);
  if (perClass.length === 0) {
    return (
      <Panel title="Classes">
        <p className="muted small">This data set has no labels, and accuracy needs them.</p>
      </Panel>
    );
  }
  const most = Math.max(...perClass.map(({ count }) => count));
  return (
    <Panel title={countWords(perClass.length, 'class', 'classes')} note="Choose one to see only its images">
      <div className="class-bars">
        {perClass.map(({ label, name, count }) => (
          <ToggleButton
            key={label}
            className="class-bar"
            isSelected={chosen === label}
            onChange={(isOn) => useDataSelection.setState({ label: isOn ? label : null })}
          >
            <span className="cut">
              <span className="visually-hidden">Class </span>
              {name}
            </span>
            <progress value={count} max={most} aria-hidden />
            <span className="number">
              {numberWords(count)}
              <span className="visually-hidden"> images</span>
            </span>
          </ToggleButton>
        ))}
      </div>
    </Panel>
  );
}
