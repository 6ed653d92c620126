import { request } from './connection.ts';
import { useWorkbench } from './workbenchStore.ts';

/** Milliseconds after the last change until it is saved: a panel edge that is dragged changes often. */
const saveDelay = 400;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** A preference of the user, kept by the host: theme, widths of panels, chosen columns. */
export function usePreference(key: string, initial: string): readonly [string, (value: string) => void] {
  const value = useWorkbench((state) => state.app?.preferences[key]) ?? initial;
  return [value, (next) => savePreference(key, next)];
}

/** Shown at once, saved a moment later. */
export function savePreference(key: string, value: string): void {
  useWorkbench.setState(({ app }) =>
    app === null ? {} : { app: { ...app, preferences: { ...app.preferences, [key]: value } } },
  );
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const preferences = useWorkbench.getState().app?.preferences;
    // Losing a panel's width is no reason to interrupt anybody.
    if (preferences !== undefined) request('app.savePreferences', { preferences }).catch(() => undefined);
  }, saveDelay);
}
