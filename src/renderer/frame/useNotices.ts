import { useEffect } from 'react';
import { onWorkbenchEvent } from '../state/connection.ts';
import { note, toasts } from '../state/toasts.ts';
import { useWorkbench } from '../state/workbenchStore.ts';
import { copyReport } from './copyReport.ts';

/** Says once what the host tells of its own accord, a crash of the last session first; the list keeps it. Missing files have a banner of their own. */
export function useNotices(): void {
  const crashNote = useWorkbench(({ app }) => app?.crashNote ?? null);
  useEffect(() => {
    if (crashNote === null) return;
    const action = { label: 'Copy diagnostic report', run: () => void copyReport() };
    toasts.add({ level: 'problem', text: crashNote, action });
  }, [crashNote]);
  useEffect(
    () =>
      onWorkbenchEvent((event) => {
        if (event.kind === 'notice' && event.notice.problem?.area !== 'project') note(event.notice.text);
      }),
    [],
  );
}
