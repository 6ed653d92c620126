import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

/** A double of the module `electron`: keeps what was asked of it, and lets tests play the system's part. */

type Callback = (...args: never[]) => unknown;

export class FakeWindow extends EventEmitter {
  static readonly all: FakeWindow[] = [];
  static readonly getFocusedWindow = (): FakeWindow | null => FakeWindow.all[0] ?? null;
  isClosed = false;
  url = '';
  constructor(readonly options: { readonly webPreferences: Readonly<Record<string, unknown>> }) {
    super();
    FakeWindow.all.push(this);
  }
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly maximize = vi.fn();
  readonly restore = vi.fn();
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700 });
  async loadURL(url: string): Promise<void> {
    this.url = url;
  }
  close(): void {
    let isPrevented = false;
    this.emit('close', { preventDefault: () => (isPrevented = true) });
    if (!isPrevented) this.isClosed = true;
  }
}

class FakeApp extends EventEmitter {
  isFirst = true;
  readonly quit = vi.fn();
  readonly exit = vi.fn();
  readonly enableSandbox = vi.fn();
  readonly commandLine = { appendSwitch: vi.fn() };
  readonly addRecentDocument = vi.fn();
  requestSingleInstanceLock = (): boolean => this.isFirst;
  whenReady = async (): Promise<void> => {};
}

/** A worker that never answers. */
class FakeUtility extends EventEmitter {
  readonly stderr = new EventEmitter();
  readonly postMessage = vi.fn();
  readonly kill = vi.fn();
}

export class FakePort extends EventEmitter {
  readonly posted: unknown[] = [];
  readonly start = vi.fn();
  readonly close = vi.fn();
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
}

export function createElectronDouble() {
  const handlers = new Map<string, Callback>();
  const keep =
    (name: string) =>
    (callback: Callback): void =>
      void handlers.set(name, callback);
  const app = new FakeApp();
  const exposed: Record<string, unknown> = {};
  return {
    handlers,
    exposed,
    utilities: [] as FakeUtility[],
    module: {
      app,
      BrowserWindow: FakeWindow,
      screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
      Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: vi.fn() },
      dialog: {
        showOpenDialog: vi.fn(async () => ({ canceled: false, filePaths: ['/data/net.keras'] })),
        showSaveDialog: vi.fn(async () => ({ canceled: true, filePath: '' })),
        showMessageBox: vi.fn(async () => ({ response: 0 })),
        showErrorBox: vi.fn(),
      },
      shell: { showItemInFolder: vi.fn() },
      ipcMain: new EventEmitter(),
      protocol: {
        registerSchemesAsPrivileged: vi.fn(),
        handle: (_: string, callback: Callback) => void handlers.set('protocol', callback),
      },
      session: {
        defaultSession: {
          setPermissionRequestHandler: keep('permissionRequest'),
          setPermissionCheckHandler: keep('permissionCheck'),
          setDevicePermissionHandler: keep('device'),
          webRequest: { onBeforeRequest: keep('request') },
          on: (name: string, callback: Callback) => void handlers.set(name, callback),
        },
      },
      utilityProcess: {
        fork: vi.fn(() => new FakeUtility()),
      },
      contextBridge: {
        exposeInMainWorld: (name: string, value: unknown) => {
          exposed[name] = value;
        },
      },
      ipcRenderer: { postMessage: vi.fn() },
      webUtils: { getPathForFile: () => '/data/dropped.keras' },
    },
  };
}
