import { useState } from 'react';
import {
  type FigureFile,
  type FigureFormatName,
  figureFormatNames,
  type FigureKind,
  figureKinds,
} from '../../../shared/api/exportViews.ts';
import type { RequestOf } from '../../../shared/api/requests.ts';
import { type FigureFormat, figureFormats } from '../../../shared/chart/figureFormats.ts';
import { useEnergy } from '../../state/energyChoice.ts';
import { usePreference } from '../../state/preferences.ts';
import { useRequest } from '../../state/queries.ts';
import { useResults } from '../../state/resultsState.ts';
import type { ShownRun } from '../../state/useRecord.ts';

/** The figure as it is being laid out; kind and format are those of the last time. */
export interface FigureDesign {
  readonly kind: FigureKind;
  readonly setKind: (kind: FigureKind) => void;
  readonly format: FigureFormat;
  readonly setFormat: (format: FigureFormatName) => void;
  /** In points; null: what suits the figure. */
  readonly height: number | null;
  readonly setHeight: (height: number | null) => void;
  /** Drawn by the host, as it will be saved; undefined until it is there. */
  readonly drawn: FigureFile | undefined;
  /** Why the run cannot give this figure. */
  readonly error: Error | null;
  /** What the host is asked for; a file format and a resolution make it complete. */
  readonly request: Omit<RequestOf<'export.figure'>, 'format' | 'dotsPerInch'>;
}

/** Lays out a figure of a run; time, scales, selection and constants are those of Results. */
export function useFigure({ summary }: ShownRun): FigureDesign {
  const { timeScale, accuracyRange, time, selected } = useResults();
  const [energy] = useEnergy();
  const [kindText, saveKind] = usePreference('export.figure', 'accuracy-time');
  const [formatText, saveFormat] = usePreference('export.preset', 'column');
  const [height, setHeight] = useState<number | null>(null);
  const kind = figureKinds.find((name) => name === kindText) ?? 'accuracy-time';
  const preset = figureFormatNames.find((name) => name === formatText) ?? 'column';
  const request = {
    run: summary.id,
    kind,
    preset,
    height,
    timeScale,
    accuracyRange,
    time,
    energy,
    selected: [...selected],
  };
  const { data, error } = useRequest(
    'export.figure',
    { ...request, format: 'svg', dotsPerInch: 300 },
    { about: [summary.state], keepsPrevious: true },
  );
  return {
    kind,
    setKind: (next) => {
      saveKind(next);
      setHeight(null);
    },
    format: figureFormats.find(({ id }) => id === preset)!,
    setFormat: (next) => {
      saveFormat(next);
      setHeight(null);
    },
    height,
    setHeight,
    drawn: error === null ? data : undefined,
    error,
    request,
  };
}
