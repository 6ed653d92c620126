import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components';
import './Checkbox.css';

interface CheckboxProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
  /** In a group: what it stands for. */
  readonly value?: string;
  readonly children: ReactNode;
}

/** A box to tick, with its words. */
export function Checkbox({ isSelected, onChange, isDisabled = false, value, children }: CheckboxProps) {
  return (
    <AriaCheckbox
      className="checkbox"
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      {...(value === undefined ? {} : { value })}
    >
      <span className="checkbox-box" aria-hidden>
        <Check />
      </span>
      <span>{children}</span>
    </AriaCheckbox>
  );
}
