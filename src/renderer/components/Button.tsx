import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Tooltip,
  TooltipTrigger,
} from 'react-aria-components';
import './Button.css';

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** One `primary` in a view; `quiet` has no edge until it is pointed at. */
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  /** Words on hover and focus; the accessible name where there is only an icon. */
  readonly hint?: string;
}

/** A button. Without children it is its icon, named by the hint. */
export function Button({ kind = 'plain', icon, children, hint, ...props }: ButtonProps) {
  const isIconOnly = children === undefined;
  const button = (
    <AriaButton
      {...props}
      {...(isIconOnly && hint !== undefined ? { 'aria-label': hint } : {})}
      className={`button ${kind}${isIconOnly ? ' icon-only' : ''}`}
    >
      {icon}
      {isIconOnly ? null : <span>{children}</span>}
    </AriaButton>
  );
  return hint === undefined ? button : <WithHint hint={hint}>{button}</WithHint>;
}

function WithHint({ hint, children }: { readonly hint: string; readonly children: ReactNode }) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <Tooltip className="tooltip" offset={6}>
        {hint}
      </Tooltip>
    </TooltipTrigger>
  );
}
