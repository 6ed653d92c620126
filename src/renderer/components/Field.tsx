import { CircleAlert } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import './Field.css';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Stands behind the field: "ms". */
  readonly unit?: string;
  /** One sentence under the field. */
  readonly help?: ReactNode;
  /** What is wrong, in words; shown beside the field at once. */
  readonly problem?: string | undefined;
  readonly placeholder?: string;
  readonly isLabelHidden?: boolean;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
  readonly type?: 'text' | 'search';
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onSubmit?: () => void;
  /** `/` goes to it. */
  readonly isFilter?: boolean;
}

/** A line of text with label, unit, help and problem. */
export function Field({
  label,
  value,
  onChange,
  unit = '',
  help,
  problem,
  placeholder = '',
  isLabelHidden = false,
  isDisabled = false,
  isReadOnly = false,
  type = 'text',
  inputRef,
  onSubmit,
  isFilter = false,
}: FieldProps) {
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={problem !== undefined}
      isDisabled={isDisabled}
      isReadOnly={isReadOnly}
      type={type}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {isLabelHidden ? null : <Label className="field-label">{label}</Label>}
      <div className="field-box">
        <Input
          className="field-input"
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          {...(inputRef === undefined ? {} : { ref: inputRef })}
          {...(isFilter ? { 'data-filter-field': true } : {})}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onSubmit?.();
          }}
        />
        {unit === '' ? null : <span className="field-unit">{unit}</span>}
      </div>
      <FieldError className="field-problem">
        <CircleAlert aria-hidden />
        <span>{problem}</span>
      </FieldError>
      {help === undefined ? null : (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
    </TextField>
  );
}
