import { CommandPalette } from './CommandPalette.tsx';
import { FilePicker } from './FilePicker.tsx';
import { NewProjectDialog } from './NewProjectDialog.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';

/** What lies over the view. */
export function FrameDialogs() {
  return (
    <>
      <CommandPalette />
      <ShortcutSheet />
      <NewProjectDialog />
      <RenameDialog />
      <FilePicker />
    </>
  );
}
