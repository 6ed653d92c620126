import type { PlanView } from '../../../shared/api/runViews.ts';
import { countWords, secondsWords } from '../../frame/words.ts';

/** "54 cells, 9 simulations, about 40 s". */
export function planWords({ cells, simulations }: PlanView, seconds: number | null): string {
  const counts = `${countWords(cells, 'cell')}, ${countWords(simulations, 'simulation')}`;
  if (seconds === null) return counts;
  // A number stays on the line of its unit.
  return `${counts}, about ${secondsWords(seconds).replaceAll(' ', '\u00a0')}`;
}
