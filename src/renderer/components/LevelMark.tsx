import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import type { Verdict } from '../../shared/api/modelViews.ts';
import './LevelMark.css';

const marks = {
  green: { Icon: CircleCheck, word: 'converts' },
  amber: { Icon: CircleAlert, word: 'changes' },
  red: { Icon: CircleX, word: 'cannot convert' },
} as const;

interface LevelMarkProps {
  readonly level: Verdict['level'];
  /** The icon alone, its word for those who listen: where the reason stands beside it. */
  readonly isShort?: boolean;
}

/** Green, amber or red, always with its icon and its word. */
export function LevelMark({ level, isShort = false }: LevelMarkProps) {
  const { Icon, word } = marks[level];
  return (
    <span className={`level-mark ${level}`}>
      <Icon aria-hidden />
      <span className={isShort ? 'visually-hidden' : ''}>{word}</span>
    </span>
  );
}
