import { type Key, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import './Choice.css';

interface ChoiceProps<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly title: string; readonly isDisabled?: boolean }[];
  /** Null: none of them. */
  readonly selected: Id | null;
  readonly onSelect: (id: Id) => void;
  readonly isDisabled?: boolean;
}

/** One of a few, side by side. */
export function Choice<Id extends string>({ label, options, selected, onSelect, isDisabled = false }: ChoiceProps<Id>) {
  const select = (keys: ReadonlySet<Key>): void => {
    const chosen = options.find(({ id }) => keys.has(id));
    if (chosen !== undefined) onSelect(chosen.id);
  };
  return (
    <ToggleButtonGroup
      className="choice"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={selected === null ? [] : [selected]}
      onSelectionChange={select}
      isDisabled={isDisabled}
    >
      {options.map(({ id, title, isDisabled: isOff = false }) => (
        <ToggleButton key={id} id={id} className="choice-option" isDisabled={isOff || isDisabled}>
          {title}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** A choice with its label in sight, as a field of a form has it. */
export function LabelledChoice<Id extends string>(props: ChoiceProps<Id>) {
  return (
    <div className="field">
      <span className="field-label" aria-hidden>
        {props.label}
      </span>
      <div>
        <Choice {...props} />
      </div>
    </div>
  );
}
