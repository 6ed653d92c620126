import { Stethoscope } from 'lucide-react';
import { useEffect, useState } from 'react';
import { secondsLeft } from '../../../shared/results/secondsLeft.ts';
import type { AskedDiagnosis } from '../../../shared/api/workbench.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { secondsWords } from '../../frame/words.ts';
import { onWorkbenchEvent } from '../../state/connection.ts';

interface DiagnosisProgressProps {
  readonly asked: AskedDiagnosis;
  /** What the row is called. */
  readonly words: string;
  readonly onCancel: () => void;
}

/** How far a diagnosis is: samples, time gone and left, and a way to stop it. */
export function DiagnosisProgress({ asked: { run, cell, readout }, words, onCancel }: DiagnosisProgressProps) {
  const [since] = useState(Date.now);
  const [{ done, total, ends }, setProgress] = useState<Progress>({ done: 0, total: 0, paced: since, ends: null });
  const [now, setNow] = useState(since);
  useEffect(
    () =>
      onWorkbenchEvent((event) => {
        if (event.kind !== 'diagnosis') return;
        const { asked } = event;
        if (asked.run !== run || asked.cell !== cell || asked.readout !== readout) return;
        setProgress((last) => progressAfter(last, event, Date.now()));
      }),
    [run, cell, readout],
  );
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(clock);
  }, []);
  const gone = Math.max(0, now - since) / 1000;
  const counts = total === 0 ? 'Preparing the network' : `${done} of ${total} samples`;
  return (
    <EmptyState
      icon={<Stethoscope />}
      title={`Diagnosing ${words}`}
      action={<Button onPress={onCancel}>Cancel</Button>}
    >
      <progress
        className="diagnosis-progress"
        value={done}
        max={Math.max(1, total)}
        aria-label={`Diagnosis: ${counts}`}
      />
      <p role="status">{counts}</p>
      <p>
        {secondsWords(gone)} gone
        {ends === null ? '' : `, about ${secondsWords((ends - now) / 1000)} left`}
      </p>
    </EmptyState>
  );
}

interface Progress {
  readonly done: number;
  readonly total: number;
  /** When the first sample began, and when the last one is expected to end; null: not known yet. In ms, as Date.now. */
  readonly paced: number;
  readonly ends: number | null;
}

function progressAfter(
  { paced }: Progress,
  { done, total }: { readonly done: number; readonly total: number },
  now: number,
): Progress {
  if (done === 0) return { done, total, paced: now, ends: null };
  return { done, total, paced, ends: now + 1000 * secondsLeft(done, total, (now - paced) / 1000) };
}
