import { useState } from 'react';
import { figureFormatNames, figureKinds } from '../../../shared/api/exportViews.ts';
import { figureFormats, screenPixels } from '../../../shared/chart/figureFormats.ts';
import { figureTitles } from '../../../shared/export/figures.ts';
import { Choice } from '../../components/Choice.tsx';
import { Field } from '../../components/Field.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Select } from '../../components/Select.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { wordsOf } from '../../state/toasts.ts';
import type { FigureDesign } from './useFigure.ts';

const [leastHeight, mostHeight] = [80, 4000];

/** The figure as it will print, at print size or larger. */
export function FigurePreview({ figure }: { readonly figure: FigureDesign }) {
  const { kind, setKind, format, setFormat, height, setHeight, drawn, error } = figure;
  const [zoom, setZoom] = useState<'1' | '2' | '3'>('1');
  const [typed, setTyped] = useState<string | null>(null);
  const scale = screenPixels * Number(zoom);
  const isWrong = typed !== null && typed !== '' && !(Number(typed) >= leastHeight && Number(typed) <= mostHeight);
  const setTypedHeight = (text: string): void => {
    setTyped(text);
    if (text === '') setHeight(null);
    else if (Number(text) >= leastHeight && Number(text) <= mostHeight) setHeight(Number(text));
  };
  return (
    <div className="figure-design">
      <div className="figure-bar">
        <Select
          label="Figure"
          options={figureKinds.map((id) => ({ id, title: figureTitles[id] }))}
          selected={kind}
          onSelect={(next) => {
            setKind(next);
            setTyped(null);
          }}
        />
        <Select
          label="Format"
          options={figureFormatNames.map((id) => ({ id, title: figureFormats.find((one) => one.id === id)!.title }))}
          selected={format.id}
          onSelect={(id) => {
            setFormat(id);
            setTyped(null);
          }}
        />
        <div className="figure-height">
          <Field
            label="Height"
            unit="pt"
            value={typed ?? String(height ?? drawn?.height ?? '')}
            onChange={setTypedHeight}
            problem={isWrong ? `It wants ${leastHeight} to ${mostHeight}.` : undefined}
          />
        </div>
      </div>
      <div className="figure-desk" role="region" aria-label="The figure as it will print" tabIndex={0}>
        {error !== null ? (
          <ProblemNote>{wordsOf(error)}</ProblemNote>
        ) : drawn === undefined ? (
          <Waiting>Drawing</Waiting>
        ) : (
          <img
            className="figure-sheet"
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn.content)}`}
            alt={`${figureTitles[kind]}, ${format.title}`}
            style={{ width: drawn.width * scale, height: drawn.height * scale }}
          />
        )}
      </div>
      <div className="figure-note">
        <p className="muted small">
          {format.millimetres === null
            ? 'A page of 960 × 540 pt, 16 : 9.'
            : `${format.millimetres} mm wide, text 7 pt: as in print, if your screen has 96 pixels to the inch.`}{' '}
          Axes, time and selection are those of Results.
        </p>
        <div className="figure-zoom">
          <span className="muted small">Shown at</span>
          <Choice
            label="Size on the screen"
            options={[
              { id: '1', title: '100 %' },
              { id: '2', title: '200 %' },
              { id: '3', title: '300 %' },
            ]}
            selected={zoom}
            onSelect={setZoom}
          />
        </div>
      </div>
    </div>
  );
}
