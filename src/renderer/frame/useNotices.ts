import { useEffect } from 'react';
import { onWorkbenchEvent } from '../state/connection.ts';
import { note } from '../state/toasts.ts';

/** Says once what the host tells of its own accord; the list keeps it. Missing files have a banner of their own. */
export function useNotices(): void {
  useEffect(
    () =>
      onWorkbenchEvent((event) => {
        if (event.kind === 'notice' && event.notice.problem?.area !== 'project') note(event.notice.text);
      }),
    [],
  );
}
