import { Dialog } from '../components/Dialog.tsx';
import { byGroup, useAllCommands } from '../state/commands.ts';
import { keyWords } from '../state/shortcuts.ts';
import { showOverlay, useOverlay } from './overlays.ts';
import { isMac } from './platform.ts';
import './ShortcutSheet.css';

/** Keys that are no commands: they belong to tables, grids and dialogs. */
const fixedKeys = [
  { keys: '/', title: 'Filter the table or list of the view' },
  { keys: 'Escape', title: 'Close, or leave the field' },
  { keys: 'Arrows, Home, End', title: 'Walk through tables, grids and graphs' },
  { keys: 'Space', title: 'Add the row or image to the selection, or take it out' },
  { keys: 'Mod+C', title: 'Copy the rows of a table' },
  { keys: 'Alt+Arrows', title: 'Move a layer of the network (Train)' },
  { keys: 'Delete', title: 'Take a layer out (Train)' },
] as const;

/** Every shortcut that holds now. */
export function ShortcutSheet() {
  const isOpen = useOverlay(({ overlay }) => overlay === 'shortcuts');
  const commands = useAllCommands().filter(({ keys }) => keys !== undefined);
  const groups = byGroup(commands);
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={() => showOverlay(null)} width={640}>
      <div className="shortcut-groups">
        {groups.map(([group, members]) => (
          <ShortcutGroup
            key={group}
            title={group}
            shortcuts={members.map(({ keys = '', title }) => ({ keys, title }))}
          />
        ))}
        <ShortcutGroup title="Everywhere" shortcuts={fixedKeys} />
      </div>
    </Dialog>
  );
}

interface ShortcutGroupProps {
  readonly title: string;
  readonly shortcuts: readonly { readonly keys: string; readonly title: string }[];
}

function ShortcutGroup({ title, shortcuts }: ShortcutGroupProps) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className="shortcut-list">
        {shortcuts.map((shortcut) => (
          <div key={shortcut.title} className="shortcut">
            <dt>{shortcut.title}</dt>
            <dd>
              <kbd>{keyWords(shortcut.keys, isMac())}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
