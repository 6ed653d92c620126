import type { ReactNode } from 'react';
import './EmptyState.css';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  /** What goes here. */
  readonly title: string;
  /** Why it is empty, and an example. */
  readonly children?: ReactNode;
  /** The button that fills it. */
  readonly action?: ReactNode;
}

/** Stands where there is nothing yet, and says how there will be something. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      {icon === undefined ? null : <div className="empty-icon">{icon}</div>}
      <h2>{title}</h2>
      {children === undefined ? null : <div className="empty-words">{children}</div>}
      {action === undefined ? null : <div className="empty-action">{action}</div>}
    </div>
  );
}
