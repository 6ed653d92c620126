/** What commander has parsed. */
export type Options = Readonly<Record<string, unknown>>;

export const jsonHelp = 'print one JSON object and nothing else on stdout';

/** The value of an option; null where it is absent. */
export function textOf(options: Options, name: string): string | null {
  const value = options[name];
  return typeof value === 'string' ? value : null;
}
