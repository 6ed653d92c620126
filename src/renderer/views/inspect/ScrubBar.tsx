import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { InspectedReadout, InspectView } from '../../../shared/api/inspectViews.ts';
import { decisionWords } from '../../../shared/results/inspectWords.ts';
import { Button } from '../../components/Button.tsx';

interface ScrubBarProps {
  readonly view: InspectView;
  readonly readout: InspectedReadout;
  readonly classNames: readonly string[];
  readonly step: number | null;
  readonly onStep: (step: number | null) => void;
}

/** The time that is looked at, and the decision then. */
export function ScrubBar({ view: { time, label }, readout, classNames, step, onStep }: ScrubBarProps) {
  const last = time.length - 1;
  const at = step ?? last;
  const go = (next: number): void => onStep(Math.max(0, Math.min(last, next)));
  return (
    <div className="scrub-bar">
      <Button kind="quiet" icon={<ChevronLeft />} hint="One step back" onPress={() => go(at - 1)} />
      <input
        type="range"
        min={0}
        max={last}
        value={at}
        aria-label="Simulated time"
        aria-valuetext={`${time[at]} ms`}
        onChange={({ target }) => go(target.valueAsNumber)}
      />
      <Button kind="quiet" icon={<ChevronRight />} hint="One step on" onPress={() => go(at + 1)} />
      <output>{time[at]} ms</output>
      <strong className="scrub-decision">{decisionWords(readout, at, label, classNames)}</strong>
    </div>
  );
}
