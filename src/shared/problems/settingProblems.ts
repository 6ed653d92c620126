import { assertNever } from '../assertNever.ts';

/** Problems of settings: flags of the command line, fields of the workbench, keys of a sweep file. */
export type SettingProblem = { readonly area: 'setting' } &
  /** `allowed` completes the sentence "… wants". */
  (
    | { readonly kind: 'wrongValue'; readonly setting: string; readonly value: string; readonly allowed: string }
    | { readonly kind: 'missingSetting'; readonly setting: string; readonly needed: string }
    | { readonly kind: 'unknownSetting'; readonly setting: string; readonly known: readonly string[] }
  );

export function describeSettingProblem(problem: SettingProblem): string {
  switch (problem.kind) {
    case 'wrongValue':
      return `${problem.setting} "${problem.value}" is not possible: it wants ${problem.allowed}.`;
    case 'missingSetting':
      return `${problem.setting} is missing: ${problem.needed}.`;
    case 'unknownSetting':
      return `There is no setting "${problem.setting}". Known: ${problem.known.join(', ')}.`;
    default:
      return assertNever(problem);
  }
}
