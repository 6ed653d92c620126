import { Panel } from '../../components/Panel.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { useRequest } from '../../state/queries.ts';
import { wordsOf } from '../../state/toasts.ts';
import { useProject } from '../../state/workbenchStore.ts';
import { describeAccuracy } from './accuracyWords.ts';

/** Images to measure on at most: the interval is narrow enough, the wait short. */
const limit = 1000;

/** How good the analog network is: what every spiking network is held against. */
export function AnalogAccuracyPanel() {
  const project = useProject();
  const hasBoth = project?.model?.state === 'present' && project.data?.state === 'present';
  const { split = '', offset = '', samples = '', scaling = '' } = project?.draft ?? {};
  const { data, error } = useRequest(
    'model.accuracy',
    { limit },
    {
      isEnabled: hasBoth,
      about: [project?.model?.sha256 ?? null, project?.data?.sha256 ?? null, split, offset, samples, scaling],
    },
  );
  return (
    <Panel title="Analog accuracy">
      {!hasBoth ? <p className="muted small">Choose a data set to measure it.</p> : null}
      {error === null ? null : <ProblemNote>{wordsOf(error)}</ProblemNote>}
      {hasBoth && data === undefined && error === null ? <Waiting>Classifying images</Waiting> : null}
      {data === undefined ? null : <AccuracyFigure words={describeAccuracy(data)} />}
    </Panel>
  );
}

function AccuracyFigure({ words }: { readonly words: ReturnType<typeof describeAccuracy> }) {
  return (
    <>
      <p className="accuracy-figure">{words.share}</p>
      <p className="muted small">{words.interval}</p>
      <p className="muted small">{words.samples}</p>
      {words.hint === null ? null : <ProblemNote level="warning">{words.hint}</ProblemNote>}
    </>
  );
}
