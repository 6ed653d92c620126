import { CommandPalette } from './CommandPalette.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';

/** What lies over the view. */
export function FrameDialogs() {
  return (
    <>
      <CommandPalette />
      <ShortcutSheet />
    </>
  );
}
