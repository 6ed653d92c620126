import { useSyncExternalStore } from 'react';
import { type ViewName, viewNames } from '../../shared/api/workbench.ts';

/** The view is the address's fragment: back and forward work, and a reload stays. */
export function useView(): ViewName {
  return useSyncExternalStore(watchAddress, presentView);
}

/** Shows a view. */
export function goTo(view: ViewName): void {
  if (view !== presentView()) location.hash = `/${view}`;
}

export function presentView(): ViewName {
  const name = location.hash.replace(/^#\/?/, '');
  return viewNames.find((view) => view === name) ?? 'start';
}

function watchAddress(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
