/** What commands print on: results on stdout, everything about the way there on stderr. */
export interface Output {
  /** Results, for people or programs. */
  print(text: string): void;
  /** A line about the work itself. */
  say(line: string): void;
}

export const processOutput: Output = {
  print: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  say: (line) => void process.stderr.write(`${line}\n`),
};

/** Accuracy and the like for people: "98.67 %". */
export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
