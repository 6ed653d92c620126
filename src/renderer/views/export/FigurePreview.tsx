import { useState } from 'react';
import { figureFormatNames, figureFormats, screenPixels } from '../../../shared/chart/figureFormats.ts';
import { Choice } from '../../components/Choice.tsx';
import { Field } from '../../components/Field.tsx';
import { Select } from '../../components/Select.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { type FigureDesign, figureSubjects } from './useFigure.ts';

const subjectTitles = {
  accuracy: 'Accuracy against time',
  heatMap: 'Heat map of accuracy',
  pareto: 'Pareto front',
} as const;

/** The figure as it will print, at print size or larger. */
export function FigurePreview({ figure }: { readonly figure: FigureDesign }) {
  const { subject, setSubject, format, setFormat, width, height, setHeight, svg } = figure;
  const [zoom, setZoom] = useState<'1' | '2' | '3'>('1');
  const [typed, setTyped] = useState<string | null>(null);
  const scale = screenPixels(format) * Number(zoom);
  const setTypedHeight = (text: string): void => {
    setTyped(text);
    const next = Number(text);
    if (next >= 80 && next <= 4000) setHeight(next);
  };
  return (
    <div className="figure-design">
      <div className="figure-bar">
        <Select
          label="Figure"
          options={figureSubjects.map((id) => ({ id, title: subjectTitles[id] }))}
          selected={subject}
          onSelect={setSubject}
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
            unit={format.unit}
            value={typed ?? String(height)}
            onChange={setTypedHeight}
            problem={
              typed !== null && !(Number(typed) >= 80 && Number(typed) <= 4000) ? 'It wants 80 to 4000.' : undefined
            }
          />
        </div>
      </div>
      <div className="figure-desk" role="region" aria-label="The figure as it will print" tabIndex={0}>
        {svg === null ? (
          <Waiting>Drawing</Waiting>
        ) : (
          <img
            className="figure-sheet"
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
            alt={`${subjectTitles[subject]}, ${format.title}`}
            style={{ width: width * scale, height: height * scale }}
          />
        )}
      </div>
      <div className="figure-note">
        <p className="muted small">
          {format.millimetres === null
            ? `${width} × ${height} px.`
            : `${format.millimetres} mm wide, text 7 pt: as in print, if your screen has 96 pixels to the inch.`}{' '}
          Axes are scaled as in Results.
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
