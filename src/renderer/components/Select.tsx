import { ChevronDown } from 'lucide-react';
import {
  Button,
  type Key,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from 'react-aria-components';
import './Select.css';

interface SelectProps<Id extends string> {
  readonly label: string;
  /** A note stands under its title where the list is open. */
  readonly options: readonly { readonly id: Id; readonly title: string; readonly note?: string }[];
  readonly selected: Id | null;
  readonly onSelect: (id: Id) => void;
  readonly isLabelHidden?: boolean;
  readonly isDisabled?: boolean;
  readonly placeholder?: string;
}

/** One of many, from a list that opens. */
export function Select<Id extends string>({
  label,
  options,
  selected,
  onSelect,
  isLabelHidden = false,
  isDisabled = false,
  placeholder = 'Choose',
}: SelectProps<Id>) {
  const select = (key: Key | null): void => {
    const chosen = options.find(({ id }) => id === key);
    if (chosen !== undefined) onSelect(chosen.id);
  };
  return (
    <AriaSelect
      className="select"
      value={selected}
      onChange={select}
      isDisabled={isDisabled}
      placeholder={placeholder}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {isLabelHidden ? null : <Label className="field-label">{label}</Label>}
      <Button className="select-button">
        <SelectValue className="cut" />
        <ChevronDown aria-hidden />
      </Button>
      <Popover className="popover" offset={4}>
        <ListBox className="menu" items={options}>
          {({ id, title, note }) => (
            <ListBoxItem id={id} className="menu-item" textValue={title}>
              <span className="menu-words">
                <Text slot="label">{title}</Text>
                {note === undefined ? null : (
                  <Text slot="description" className="menu-note">
                    {note}
                  </Text>
                )}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
