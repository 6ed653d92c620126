import { expect, test } from 'vitest';
import type { Command } from '../../src/renderer/state/commands.ts';
import { commandFor, type KeyPress, keyWords } from '../../src/renderer/state/shortcuts.ts';

const command = (id: string, keys: string): Command => ({ id, group: 'Window', title: id, keys, run: () => {} });
const commands = [
  command('palette', 'Mod+K'),
  command('model', '1'),
  command('help', '?'),
  command('undo', 'Mod+Z'),
  command('redo', 'Mod+Shift+Z'),
];
const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test('Mod is Ctrl, on a Mac Cmd', () => {
  expect(commandFor(press('k', { ctrlKey: true }), false, false, commands)?.id).toBe('palette');
  expect(commandFor(press('k', { metaKey: true }), false, true, commands)?.id).toBe('palette');
  expect(commandFor(press('k', { ctrlKey: true }), false, true, commands)).toBeNull();
});

test('while text is typed, only combinations count', () => {
  expect(commandFor(press('1'), true, false, commands)).toBeNull();
  expect(commandFor(press('1'), false, false, commands)?.id).toBe('model');
  expect(commandFor(press('z', { ctrlKey: true }), true, false, commands)?.id).toBe('undo');
});

test('Shift makes another command of a letter, and belongs to a sign', () => {
  expect(commandFor(press('Z', { ctrlKey: true, shiftKey: true }), false, false, commands)?.id).toBe('redo');
  expect(commandFor(press('?', { shiftKey: true }), false, false, commands)?.id).toBe('help');
});

test('keys are written as on the keyboard', () => {
  expect(keyWords('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z');
  expect(keyWords('Mod+Shift+Z', true)).toBe('⌘⇧Z');
});
