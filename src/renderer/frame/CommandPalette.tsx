import { Search } from 'lucide-react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components';
import { byGroup, type Command, useAllCommands } from '../state/commands.ts';
import { keyWords } from '../state/shortcuts.ts';
import { showOverlay, useOverlay } from './overlays.ts';
import { isMac } from './platform.ts';
import './CommandPalette.css';

/** Everything that can be done now, found by a few letters. */
export function CommandPalette() {
  const isOpen = useOverlay(({ overlay }) => overlay === 'palette');
  return (
    <ModalOverlay
      className="dialog-shade"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(opens) => showOverlay(opens ? 'palette' : null)}
    >
      <Modal className="dialog-frame palette">
        <Dialog aria-label="Commands" className="dialog">
          <CommandSearch />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function CommandSearch() {
  const { contains } = useFilter({ sensitivity: 'base' });
  const commands = useAllCommands().filter(({ isEnabled = true, id }) => isEnabled && id !== 'palette');
  const groups = byGroup(commands);
  return (
    <Autocomplete filter={(text, typed) => typed.split(/\s+/).every((word) => contains(text, word))}>
      <SearchField aria-label="Search commands" autoFocus className="palette-search">
        <Search aria-hidden />
        <Input className="palette-input" placeholder="Type a command" />
      </SearchField>
      <Menu
        className="menu palette-menu"
        aria-label="Commands"
        renderEmptyState={() => <p className="table-empty">No command fits.</p>}
      >
        {groups.map(([group, members]) => (
          <MenuSection key={group} aria-label={group}>
            <Header className="menu-title">{group}</Header>
            {members.map(commandItem)}
          </MenuSection>
        ))}
      </Menu>
    </Autocomplete>
  );
}

function commandItem({ id, group, title, keys, run }: Command) {
  return (
    <MenuItem
      key={id}
      id={id}
      className="menu-item"
      textValue={`${title} ${group}`}
      onAction={() => {
        showOverlay(null);
        // After the palette has given the focus back, so that what opens next can take it.
        setTimeout(run);
      }}
    >
      <span className="menu-words">{title}</span>
      {keys === undefined ? null : <kbd>{keyWords(keys, isMac())}</kbd>}
    </MenuItem>
  );
}
