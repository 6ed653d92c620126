import { request } from '../state/connection.ts';
import { attempt, note } from '../state/toasts.ts';

/** Puts the diagnostic report into the clipboard: versions, machine, what happened, the end of the log. */
export async function copyReport(): Promise<void> {
  await attempt(async () => {
    const { text } = await request('app.report', {});
    await navigator.clipboard.writeText(text);
    note('The diagnostic report is in the clipboard.');
  });
}
