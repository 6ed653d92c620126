import type { Command } from './commands.ts';

/** What of a keyboard event decides. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The command that a key press means. While text is typed only combinations with Ctrl or Cmd count. */
export function commandFor(
  press: KeyPress,
  isTyping: boolean,
  isMac: boolean,
  commands: readonly Command[],
): Command | null {
  return (
    commands.find(
      ({ keys, isEnabled = true }) => keys !== undefined && isEnabled && matches(press, keys, isTyping, isMac),
    ) ?? null
  );
}

/** Keys as they stand on the keyboard: "⌘K" on a Mac, "Ctrl+K" elsewhere. */
export function keyWords(keys: string, isMac: boolean): string {
  if (!isMac) return keys.replace('Mod', 'Ctrl');
  return keys.replace('Mod+', '⌘').replace('Shift+', '⇧').replace('Enter', '↩');
}

function matches(press: KeyPress, keys: string, isTyping: boolean, isMac: boolean): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1)!;
  const wantsMod = parts.includes('Mod');
  const hasMod = isMac ? press.metaKey : press.ctrlKey;
  const hasOther = isMac ? press.ctrlKey : press.metaKey;
  if (wantsMod !== hasMod || hasOther || press.altKey) return false;
  if (isTyping && !wantsMod) return false;
  // Shift is part of the character for "?" and its like, and a wish of its own for letters.
  const isLetter = /^[a-z]$/i.test(key) || key.length > 1;
  if (isLetter && parts.includes('Shift') !== press.shiftKey) return false;
  return press.key.toLowerCase() === key.toLowerCase();
}
