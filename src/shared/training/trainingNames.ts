/** Letters, digits and a few signs, as file systems and people take them: no path, no hidden file, no space or dot at the end. */
const allowed = /^[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M} _.,()+=-]{0,78}[\p{L}\p{N}\p{M}_)+=-])?$/u;
/** Names of devices, which Windows gives to no file. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** Completes "a name": what names of trainings are. */
export const trainingNameRule =
  'of at most 80 letters, digits, spaces and _ - . , ( ) + =, that begins with a letter or a digit and ends with neither a space nor a dot';

export function isTrainingName(name: string): boolean {
  return allowed.test(name);
}

/** Whether two names are one to a person: capitals make no difference. */
export function isSameName(one: string, other: string): boolean {
  return one.normalize().toLowerCase() === other.normalize().toLowerCase();
}

/** The name itself, or with the first number behind it under which it is not taken. */
export function freeTrainingName(name: string, taken: readonly string[]): string {
  const isTaken = (wanted: string): boolean => taken.some((other) => isSameName(wanted, other));
  const stem = name.replace(/-\d+$/, '').slice(0, 70);
  for (let number = 1; ; number++) {
    const wanted = number === 1 ? name : `${stem}-${number}`;
    if (!isTaken(wanted)) return wanted;
  }
}

/** A name as the name of a folder and a file on every system: letters and digits of ASCII, `_`, `-`, `.`. */
export function fileNameOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .replace(/[.-]+$/, '')
    .slice(0, 60);
  if (plain === '') return 'model';
  return devices.test(plain.split('.')[0]!) ? `model-${plain}` : plain;
}
