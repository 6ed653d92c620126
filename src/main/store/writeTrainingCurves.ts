import { renderChartSvg } from '../../shared/chart/renderSvg.ts';
import { trainingCurves, type TrainingCurves } from '../../shared/chart/trainingCurves.ts';
import { trainingCsv } from '../../shared/export/trainingCsv.ts';
import { writeFileAtomically } from './files.ts';

/** In pixels. */
const figureSize = { width: 960, height: 400 };

/** Where the curves of the training of a model stand. */
export function curveFiles(out: string): { readonly csv: string; readonly svg: string } {
  return { csv: `${out}.history.csv`, svg: `${out}.history.svg` };
}

/** Writes the curves of a training beside its model, as a table and as a figure. Throws the Problem notWritable. */
export async function writeTrainingCurves(
  out: string,
  curves: TrainingCurves,
): Promise<{ readonly csv: string; readonly svg: string }> {
  const { csv, svg } = curveFiles(out);
  await writeFileAtomically(csv, trainingCsv(curves.history));
  const { option } = trainingCurves(curves, { theme: 'light', ...figureSize });
  await writeFileAtomically(svg, await renderChartSvg(option, figureSize));
  return { csv, svg };
}
