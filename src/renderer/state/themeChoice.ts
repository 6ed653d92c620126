import { useSyncExternalStore } from 'react';
import { usePreference } from './preferences.ts';

export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');

/** What the user chose, and how to choose. */
export function useThemeChoice(): readonly [ThemeChoice, (choice: ThemeChoice) => void] {
  const [text, save] = usePreference('theme', 'system');
  return [themeChoices.find((choice) => choice === text) ?? 'system', save];
}

/** The theme that is to be drawn: for charts, which cannot read CSS properties. */
export function useTheme(): 'light' | 'dark' {
  const [choice] = useThemeChoice();
  const isDarkSystem = useSyncExternalStore(watchSystem, () => darkSystem.matches);
  if (choice !== 'system') return choice;
  return isDarkSystem ? 'dark' : 'light';
}

function watchSystem(listener: () => void): () => void {
  darkSystem.addEventListener('change', listener);
  return () => darkSystem.removeEventListener('change', listener);
}
