import { useWorkbench } from '../state/workbenchStore.ts';

/** What was done, latest first. */
export function ActionLog() {
  const actions = useWorkbench((state) => state.actions);
  return (
    <>
      <h2 className="panel-head">Actions</h2>
      {actions.length === 0 ? (
        <p className="panel-note">What you do in the workbench is listed here.</p>
      ) : (
        <ol className="log-list">
          {actions.map(({ time, text }, index) => (
            <li key={`${time}-${index}`} className="log-entry">
              <time className="muted" dateTime={time}>
                {new Date(time).toTimeString().slice(0, 8)}
              </time>
              <span>{text}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
