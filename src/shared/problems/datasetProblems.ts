import { assertNever } from '../assertNever.ts';

/** Problems of data sets. `file` is the name that the user gave. */
export type DatasetProblem = { readonly area: 'dataset' } & (
  | { readonly kind: 'notADataset'; readonly file: string; readonly found: string }
  | { readonly kind: 'damagedDataset'; readonly file: string; readonly reason: string }
  /** `files`: one file of each candidate. */
  | { readonly kind: 'severalDatasets'; readonly file: string; readonly files: readonly string[] }
  | { readonly kind: 'noSuchSplit'; readonly file: string; readonly split: string; readonly splits: readonly string[] }
  | { readonly kind: 'noLabels'; readonly file: string }
  | {
      readonly kind: 'shapeMismatch';
      readonly file: string;
      readonly found: readonly number[];
      readonly wanted: readonly number[];
    }
  | {
      readonly kind: 'labelBeyondClasses';
      readonly file: string;
      readonly label: number;
      readonly sample: number;
      readonly classes: number;
    }
  | { readonly kind: 'noSamples'; readonly file: string; readonly offset: number; readonly count: number }
);

export function describeDatasetProblem(problem: DatasetProblem): string {
  switch (problem.kind) {
    case 'notADataset':
      return `"${problem.file}" is not a data set that can be read: ${problem.found}. Give an IDX file or folder, an .npz or a .csv file.`;
    case 'damagedDataset':
      return `"${problem.file}" is damaged: ${problem.reason}.`;
    case 'severalDatasets':
      return `"${problem.file}" holds several data sets: ${problem.files.join(', ')}. Name one of these files.`;
    case 'noSuchSplit':
      return `"${problem.file}" has no split "${problem.split}". It has: ${problem.splits.join(', ')}.`;
    case 'noLabels':
      return `"${problem.file}" has no labels, and accuracy needs them. Add them as y (npz), a labels file (IDX) or a label column (csv).`;
    case 'shapeMismatch':
      return `"${problem.file}" has samples of shape ${shapeText(problem.found)}, but the model takes ${shapeText(problem.wanted)}.`;
    case 'labelBeyondClasses':
      return `"${problem.file}": sample ${problem.sample} has the label ${problem.label}, but the model has ${problem.classes} classes (0 to ${problem.classes - 1}).`;
    case 'noSamples':
      return `"${problem.file}" has ${problem.count} samples, so none is left from offset ${problem.offset}. Lower --offset.`;
    default:
      return assertNever(problem);
  }
}

function shapeText(shape: readonly number[]): string {
  return `(${shape.join(', ')})`;
}
