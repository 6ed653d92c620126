import type { MenuItemConstructorOptions } from 'electron';
import type { HostCommand } from '../../shared/api/workbench.ts';

/** The application menu. Its entries are commands to the window, which knows what is possible at the moment. */
export function menuTemplate(
  platform: NodeJS.Platform,
  send: (command: HostCommand) => void,
): MenuItemConstructorOptions[] {
  const item = (label: string, command: HostCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => send(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const isMac = platform === 'darwin';
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: '&File',
      submenu: [
        item('New Project…', { kind: 'newProject' }, 'CmdOrCtrl+N'),
        item('Open Project…', { kind: 'openProject' }, 'CmdOrCtrl+O'),
        item('Open the Demo', { kind: 'openDemo' }),
        { role: 'recentDocuments', submenu: [{ role: 'clearRecentDocuments' }] },
        separator,
        item('Export…', { kind: 'view', view: 'export' }, 'CmdOrCtrl+Shift+E'),
        item('Close Project', { kind: 'closeProject' }, 'CmdOrCtrl+Shift+W'),
        separator,
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        item('Start', { kind: 'view', view: 'start' }),
        item('Train', { kind: 'view', view: 'train' }, 'CmdOrCtrl+T'),
        item('Model', { kind: 'view', view: 'model' }, 'CmdOrCtrl+1'),
        item('Data', { kind: 'view', view: 'data' }, 'CmdOrCtrl+2'),
        item('Sweep', { kind: 'view', view: 'sweep' }, 'CmdOrCtrl+3'),
        item('Results', { kind: 'view', view: 'results' }, 'CmdOrCtrl+4'),
        item('Inspect', { kind: 'view', view: 'inspect' }, 'CmdOrCtrl+5'),
        separator,
        item('Command Palette…', { kind: 'palette' }, 'CmdOrCtrl+K'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: '&Run',
      submenu: [
        item('Run', { kind: 'run' }, 'CmdOrCtrl+Enter'),
        item('Pause', { kind: 'pause' }),
        item('Cancel', { kind: 'cancel' }),
        separator,
        item('Progress', { kind: 'view', view: 'run' }),
      ],
    },
    ...(isMac ? [{ role: 'windowMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      role: 'help',
      submenu: [
        item('Keyboard Shortcuts', { kind: 'shortcuts' }),
        item('Copy Diagnostic Report', { kind: 'report' }),
        ...(isMac ? [] : [separator, { role: 'about' } satisfies MenuItemConstructorOptions]),
      ],
    },
  ];
}
