import { CircleCheck, CircleX, Wrench } from 'lucide-react';
import type { Verdict } from '../../shared/api/modelViews.ts';
import './LevelMark.css';

const marks = {
  green: { Icon: CircleCheck, word: 'converts' },
  amber: { Icon: Wrench, word: 'changes' },
  red: { Icon: CircleX, word: 'cannot convert' },
} as const;

/** Green, amber or red, always with its icon and its word. */
export function LevelMark({ level }: { readonly level: Verdict['level'] }) {
  const { Icon, word } = marks[level];
  return (
    <span className={`level-mark ${level}`}>
      <Icon aria-hidden />
      {word}
    </span>
  );
}
