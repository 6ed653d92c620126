import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './ProblemNote.css';

interface ProblemNoteProps {
  readonly level?: 'problem' | 'warning' | 'note';
  /** The Problem in words: names the thing, quotes the value, says the way out. */
  readonly children: ReactNode;
  /** The way out as a button. */
  readonly action?: ReactNode;
}

const icons = { problem: CircleAlert, warning: TriangleAlert, note: Info } as const;
const names = { problem: 'Problem', warning: 'Warning', note: 'Note' } as const;

/** A Problem where it belongs: in its view, beside its thing. */
export function ProblemNote({ level = 'problem', children, action }: ProblemNoteProps) {
  const Icon = icons[level];
  return (
    <div className={`problem-note ${level}`} role={level === 'problem' ? 'alert' : 'note'}>
      <Icon aria-label={names[level]} />
      <div className="problem-words">{children}</div>
      {action === undefined ? null : <div className="problem-action">{action}</div>}
    </div>
  );
}
