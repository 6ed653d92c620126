import { assertNever } from '../assertNever.ts';

/** Problems of settings: flags of the command line, fields of the workbench, keys of a sweep file. */
export type SettingProblem = { readonly area: 'setting' } &
  /** `allowed` completes the sentence "… wants". */
  (
    | { readonly kind: 'wrongValue'; readonly setting: string; readonly value: string; readonly allowed: string }
    | { readonly kind: 'missingSetting'; readonly setting: string; readonly needed: string }
    | { readonly kind: 'unknownSetting'; readonly setting: string; readonly known: readonly string[] }
    /** Asked of a process that has no window. */
    | { readonly kind: 'engineElsewhere'; readonly engine: string }
  );

export function describeSettingProblem(problem: SettingProblem): string {
  switch (problem.kind) {
    case 'wrongValue':
      return `${problem.setting} "${problem.value}" is not possible: it wants ${problem.allowed}.`;
    case 'missingSetting':
      return `${problem.setting} is missing: ${problem.needed}.`;
    case 'unknownSetting':
      return `There is no setting "${problem.setting}". Known: ${problem.known.join(', ')}.`;
    case 'engineElsewhere':
      return `The engine ${problem.engine} computes on the graphics processor of a window: open the workbench (npm start) in a browser that has WebGPU, and choose it there. From the command line simd, tensorflow and reference can be had.`;
    default:
      return assertNever(problem);
  }
}
