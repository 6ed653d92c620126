import { useState } from 'react';
import { encodingKinds } from '../../../shared/sweep/draft.ts';
import { draftFields } from '../../../shared/sweep/draftFields.ts';
import { Field } from '../../components/Field.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { SpikeRaster } from '../../components/SpikeRaster.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { countWords, valueWords } from '../../frame/words.ts';
import { useDraft } from '../../state/draftStore.ts';
import { useRequest } from '../../state/queries.ts';
import { wordsOf } from '../../state/toasts.ts';
import { encodingChoices } from '../sweep/choiceWords.ts';
import { CurrentPicture } from './CurrentPicture.tsx';
import {
  durationOf,
  type EncodingKind,
  type EncodingLook,
  encodingOf,
  lookOf,
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
  const [typed, setTyped] = useState<Partial<EncodingLook>>({});
  const look = { ...lookOf(draft), ...typed };
  const change = (field: keyof EncodingLook, value: string): void => setTyped({ ...typed, [field]: value });
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
        {encodingKinds.map((kind) => (
          <EncodingCard
            key={kind}
            kind={kind}
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
  readonly look: EncodingLook;
  readonly onChange: (field: keyof EncodingLook, value: string) => void;
  readonly sample: SampleLook;
}

interface SampleLook {
  readonly split: string;
  readonly index: number;
  readonly about: string;
  readonly timeStep: number;
  readonly duration: number | null;
}

function EncodingCard({ kind, look, onChange, sample }: EncodingCardProps) {
  const parameter = parameterOf[kind];
  const chosen = encodingOf(kind, look);
  const words = encodingChoices.find(({ id }) => id === kind);
  return (
    <section className="encoding-card" aria-label={words?.title}>
      <header title={words?.note}>
        <h3 className="cut">{words?.title}</h3>
        {parameter === null ? null : (
          <Field
            label={draftFields[parameter].label}
            isLabelHidden
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
