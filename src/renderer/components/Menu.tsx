import { Fragment, type ReactNode } from 'react';
import {
  Header,
  Menu as AriaMenu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
  Text,
} from 'react-aria-components';
import './Menu.css';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly icon?: ReactNode;
  readonly keys?: string;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
  readonly onAction: () => void;
}

export interface MenuGroup {
  readonly title?: string;
  readonly entries: readonly MenuEntry[];
}

interface MenuProps {
  /** The button that opens the menu. */
  readonly button: ReactNode;
  readonly label: string;
  readonly groups: readonly MenuGroup[];
}

/** A button with a menu of actions. */
export function Menu({ button, label, groups }: MenuProps) {
  return (
    <MenuTrigger>
      {button}
      <Popover className="popover" offset={4}>
        <AriaMenu className="menu" aria-label={label}>
          {groups
            .filter(({ entries }) => entries.length > 0)
            .map(({ title, entries }, index) => (
              <Fragment key={entries[0]?.id}>
                {index === 0 ? null : <Separator className="menu-line" />}
                <MenuSection aria-label={title ?? label}>
                  {title === undefined ? null : <Header className="menu-title">{title}</Header>}
                  {entries.map(entryItem)}
                </MenuSection>
              </Fragment>
            ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function entryItem({ id, label, note, icon, keys, isDisabled = false, isDanger = false, onAction }: MenuEntry) {
  return (
    <MenuItem
      key={id}
      id={id}
      textValue={label}
      isDisabled={isDisabled}
      onAction={onAction}
      className={`menu-item${isDanger ? ' danger' : ''}`}
    >
      {icon}
      <span className="menu-words">
        <Text slot="label">{label}</Text>
        {note === undefined ? null : (
          <Text slot="description" className="menu-note">
            {note}
          </Text>
        )}
      </span>
      {keys === undefined ? null : <kbd>{keys}</kbd>}
    </MenuItem>
  );
}
