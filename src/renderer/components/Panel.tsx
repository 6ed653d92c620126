import { type ReactNode, useId } from 'react';
import './Panel.css';

interface PanelProps {
  readonly title: string;
  /** Stands at the right of the title. */
  readonly actions?: ReactNode;
  /** One line under the title. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
  /** The content goes to the edges: tables, lists. */
  readonly isFlush?: boolean;
  /** Takes the height that is left and scrolls inside. */
  readonly fills?: boolean;
}

/** A titled region. */
export function Panel({ title, actions, note, children, isFlush = false, fills = false }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel${isFlush ? ' flush' : ''}${fills ? ' fills' : ''}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {actions === undefined ? null : <div className="panel-actions">{actions}</div>}
      </header>
      {note === undefined ? null : <p className="panel-note">{note}</p>}
      <div className="panel-body">{children}</div>
    </section>
  );
}
