import { X } from 'lucide-react';
import { Button } from '../components/Button.tsx';
import { request } from '../state/connection.ts';
import { attempt } from '../state/toasts.ts';
import { useWorkbench } from '../state/workbenchStore.ts';

/** Problems and notes that the host told of its own accord, latest first. */
export function ProblemList() {
  const notices = useWorkbench((state) => state.notices);
  return (
    <>
      <h2 className="panel-head">Problems and notes</h2>
      {notices.length === 0 ? (
        <p className="panel-note">No problems. What goes wrong in the background is listed here.</p>
      ) : (
        <ol className="log-list">
          {notices.map(({ id, time, level, text }) => (
            <li key={id} className="log-entry">
              <time className="muted" dateTime={time}>
                {new Date(time).toTimeString().slice(0, 8)}
              </time>
              <span>
                <strong>{level === 'problem' ? 'Problem' : 'Note'}</strong> {text}
              </span>
              <Button kind="quiet" icon={<X />} hint="Dismiss" onPress={() => dismiss(id)} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function dismiss(id: number): void {
  void attempt(async () => {
    await request('log.dismissProblem', { id });
    useWorkbench.setState((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) }));
  });
}
