import { BrowserWindow, screen } from 'electron';
import { pageOrigin } from './pageProtocol.ts';
import { readWindowState, writeWindowState } from './windowState.ts';

export interface WindowOptions {
  /** The built preload script. */
  readonly preload: string;
  readonly icon: string;
  /** Folder in which the window's place is kept. */
  readonly settings: string;
  /** Whether the window may close now; asks the person where a run is at work. */
  readonly mayClose: (window: BrowserWindow) => Promise<boolean>;
}

/** The one window: sandboxed, isolated, without Node, on the page of our own scheme. */
export async function openWindow({ preload, icon, settings, mayClose }: WindowOptions): Promise<BrowserWindow> {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { isMaximized, x, y, ...size } = readWindowState(settings, screens);
  const window = new BrowserWindow({
    ...size,
    ...(x === undefined || y === undefined ? {} : { x, y }),
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Spikebench',
    icon,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  let isAgreed = false;
  window.on('close', (event) => {
    writeWindowState(settings, { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
    if (isAgreed) return;
    event.preventDefault();
    void closeWhenAgreed();
  });
  await window.loadURL(`${pageOrigin}/`);
  return window;

  async function closeWhenAgreed(): Promise<void> {
    if (!(await mayClose(window))) return;
    isAgreed = true;
    window.close();
  }
}
