import { useState } from 'react';
import { draftFields } from '../../../shared/sweep/draftFields.ts';
import { Field } from '../../components/Field.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Select } from '../../components/Select.tsx';
import { SpikeRaster } from '../../components/SpikeRaster.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { countWords, valueWords } from '../../frame/words.ts';
import { chooseEncoding, useDataSelection } from '../../state/dataSelection.ts';
import { useDraft } from '../../state/draftStore.ts';
import { useRequest } from '../../state/queries.ts';
import { wordsOf } from '../../state/toasts.ts';
import { encodingChoices } from '../sweep/choiceWords.ts';
import { CurrentPicture } from './CurrentPicture.tsx';
import {
  durationOf,
  type EncodingKind,
  type EncodingLook,
  type EncodingParameter,
  encodingOf,
  lookOf,
  parameterLabels,
  parameterOf,
  timeStepOf,
} from './encodingRequests.ts';
import './EncodingStrip.css';

interface EncodingStripProps {
  readonly split: string;
  readonly index: number;
  /** Hash of the data. */
  readonly about: string;
}

/** The chosen image under every encoding, side by side: what the settings mean. */
export function EncodingStrip({ split, index, about }: EncodingStripProps) {
  const draft = useDraft((state) => state.present);
  const kinds = useDataSelection((state) => state.encodings);
  const [typed, setTyped] = useState<Partial<EncodingLook>>({});
  const look = { ...lookOf(draft), ...typed };
  const change = (field: EncodingParameter | 'duration', value: string): void => setTyped({ ...typed, [field]: value });
  const duration = durationOf(look);
  return (
    <Panel
      title={`Image ${index} as the network receives it`}
      fills
      actions={
        <div className="encoding-duration">
          <span className="muted small" aria-hidden>
            Duration
          </span>
          <Field
            label="Duration of the look"
            isLabelHidden
            unit="ms"
            value={look.duration}
            onChange={(value) => change('duration', value)}
            problem={'wanted' in duration ? `wants ${duration.wanted}` : undefined}
          />
        </div>
      }
    >
      <div className="encoding-strip">
        {kinds.map((kind, place) => (
          <EncodingCard
            key={kind}
            kind={kind}
            onChoose={(other) => chooseEncoding(place, other)}
            look={look}
            onChange={change}
            sample={{
              split,
              index,
              about,
              timeStep: timeStepOf(draft),
              duration: 'value' in duration ? duration.value : null,
            }}
          />
        ))}
      </div>
    </Panel>
  );
}

interface EncodingCardProps {
  readonly kind: EncodingKind;
  readonly onChoose: (kind: EncodingKind) => void;
  readonly look: EncodingLook;
  readonly onChange: (field: EncodingParameter | 'duration', value: string) => void;
  readonly sample: SampleLook;
}

interface SampleLook {
  readonly split: string;
  readonly index: number;
  readonly about: string;
  readonly timeStep: number;
  readonly duration: number | null;
}

function EncodingCard({ kind, onChoose, look, onChange, sample }: EncodingCardProps) {
  const parameter = parameterOf[kind];
  const chosen = encodingOf(kind, look);
  const words = encodingChoices.find(({ id }) => id === kind);
  return (
    <section className="encoding-card" aria-label={words?.title}>
      <header>
        <Select
          label={`Encoding beside the others, now ${words?.title}`}
          isLabelHidden
          options={encodingChoices}
          selected={kind}
          onSelect={onChoose}
        />
        {parameter === null ? (
          <p className="encoding-words">No parameter</p>
        ) : (
          <Field
            label={parameterLabels[parameter]}
            unit={draftFields[parameter].unit}
            value={look[parameter]}
            onChange={(value) => onChange(parameter, value)}
            problem={'wanted' in chosen ? `wants ${chosen.wanted}` : undefined}
          />
        )}
      </header>
      {'encoding' in chosen && sample.duration !== null ? (
        <EncodedPicture
          encoding={chosen.encoding}
          sample={sample}
          duration={sample.duration}
          title={words?.title ?? kind}
        />
      ) : null}
    </section>
  );
}

interface EncodedPictureProps {
  readonly encoding: Extract<ReturnType<typeof encodingOf>, { encoding: unknown }>['encoding'];
  readonly sample: SampleLook;
  readonly duration: number;
  readonly title: string;
}

function EncodedPicture({ encoding, sample, duration, title }: EncodedPictureProps) {
  const { split, index, about, timeStep } = sample;
  const { data, error } = useRequest(
    'data.encode',
    { split, index, encoding, duration, timeStep, seed: 1 },
    { about: [about], keepsPrevious: true },
  );
  if (error !== null) return <ProblemNote>{wordsOf(error)}</ProblemNote>;
  if (data === undefined) return <Waiting>Encoding</Waiting>;
  switch (data.kind) {
    case 'current':
      return (
        <>
          <CurrentPicture values={data.values} duration={duration} />
          <p className="encoding-words">The value itself in every step, no spikes</p>
        </>
      );
    case 'spikes':
      return (
        <>
          <SpikeRaster raster={data.raster} timeStep={timeStep} label={title} />
          <p className="encoding-words">
            {countWords(data.raster.spikes, 'spike')}, mean {valueWords(data.meanRate)} Hz
            {data.raster.everyNth === 1 ? '' : `, every ${data.raster.everyNth}th neuron drawn`}
          </p>
        </>
      );
  }
}
