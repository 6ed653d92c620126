import { useEffect } from 'react';
import { presentCommands } from '../state/commands.ts';
import { commandFor } from '../state/shortcuts.ts';
import { useOverlay } from './overlays.ts';
import { isMac } from './platform.ts';

/** Hears the keyboard for all commands, and `/` for the filter of the view. Silent while a dialog is open. */
export function useShortcutKeys(): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || useOverlay.getState().overlay !== null || isInDialog(event.target)) return;
      const isTyping = isTextField(event.target);
      if (event.key === '/' && !isTyping && focusFilter()) return event.preventDefault();
      if (event.key === 'Escape' && isTyping && event.target instanceof HTMLElement) return event.target.blur();
      const command = commandFor(event, isTyping, isMac(), presentCommands());
      if (command === null) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}

function focusFilter(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-filter-field]');
  field?.focus();
  field?.select();
  return field !== null;
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog], [role=alertdialog], [role=menu]') !== null;
}
