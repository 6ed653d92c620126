import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type createElectronDouble, FakePort, FakeWindow } from './electronDouble.ts';

const double = vi.hoisted(() => ({ current: null as unknown as ReturnType<typeof createElectronDouble> }));
vi.mock('electron', async () => {
  const { createElectronDouble: create } = await import('./electronDouble.ts');
  double.current = create();
  return double.current.module;
});

/** The desktop host against a double of `electron`: start-up, menu, dialogs, security, the preload's one name. */
let home = '';
const assets = fileURLToPath(new URL('../../../assets', import.meta.url));

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'spikebench-electron-'));
  process.env['SPIKEBENCH_HOME'] = home;
  await mkdir(join(home, 'renderer'));
  await writeFile(join(home, 'renderer', 'index.html'), '<!doctype html>');
  const { startApp } = await import('../../../src/main/electron/app.ts');
  await startApp(
    {
      version: '0.1.0',
      worker: '/dist/main/worker.js',
      renderer: join(home, 'renderer'),
      assets,
      cli: '',
    },
    [],
  );
});
afterAll(async () => {
  delete process.env['SPIKEBENCH_HOME'];
  await rm(home, { recursive: true, force: true });
});

const electron = () => double.current.module;
const handler = (name: string): ((...args: unknown[]) => unknown) =>
  // The double keeps what it was given.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  double.current.handlers.get(name) as (...args: unknown[]) => unknown;
/** What a deciding handler decides. */
const decision = (name: string, subject: unknown): unknown => {
  const decide = vi.fn();
  handler(name)(...(name === 'request' ? [subject, decide] : [null, subject, decide]));
  return decide.mock.calls[0]?.[0];
};

describe('start-up', () => {
  test('the window is sandboxed, isolated and without Node, on a page of our own scheme', () => {
    expect(electron().app.enableSandbox).toHaveBeenCalledOnce();
    const [window] = FakeWindow.all;
    expect(window!.url).toBe('spikebench://window/');
    expect(window!.options.webPreferences).toMatchObject({
      preload: '/dist/main/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  test('workers are utility processes', () => {
    expect(electron().utilityProcess.fork).toHaveBeenCalledWith('/dist/main/worker.js', [], expect.anything());
  });

  test('a second instance hands over to the first', async () => {
    const { startApp } = await import('../../../src/main/electron/app.ts');
    const windows = FakeWindow.all.length;
    electron().app.isFirst = false;
    await startApp({ version: '0', worker: '', renderer: '', assets: '', cli: '' }, []);
    expect(electron().app.quit).toHaveBeenCalled();
    expect(FakeWindow.all).toHaveLength(windows);
  });
});

describe('security', () => {
  test('the page gets its files with a policy that names nothing remote', async () => {
    const serve = handler('protocol');
    const page = await serve({ url: 'spikebench://window/', method: 'GET' });
    if (!(page instanceof Response)) throw new Error('no response');
    expect([page.status, await page.text()]).toEqual([200, '<!doctype html>']);
    expect(page.headers.get('content-security-policy')).not.toMatch(/http/);
    for (const url of ['spikebench://window/../settings', 'spikebench://other/', 'spikebench://window/etc/passwd']) {
      expect(await serve({ url, method: 'GET' })).toMatchObject({ status: 404 });
    }
  });

  test('nothing is fetched from a network or from files', () => {
    const cancelled = [
      'https://example.org/',
      'http://127.0.0.1/',
      'file:///etc/passwd',
      'ws://x/',
      'spikebench://other/',
    ];
    expect(cancelled.map((url) => decision('request', { url }))).toEqual(cancelled.map(() => ({ cancel: true })));
    const own = ['spikebench://window/index.html', 'blob:spikebench://window/1', 'data:image/png,'];
    expect(own.map((url) => decision('request', { url }))).toEqual(own.map(() => ({ cancel: false })));
  });

  test('no name of the network resolves, and Chromium does nothing of its own accord', () => {
    const { calls } = electron().app.commandLine.appendSwitch.mock;
    expect(calls.slice(0, 5)).toEqual([
      ['host-resolver-rules', 'MAP * ~NOTFOUND'],
      ['disable-background-networking'],
      ['disable-component-update'],
      ['disable-domain-reliability'],
      ['no-pings'],
    ]);
  });

  test('the page may have the GPU on Linux too, and nothing else is switched there or elsewhere', async () => {
    const { allowGpu } = await import('../../../src/main/electron/security.ts');
    const { appendSwitch } = electron().app.commandLine;
    const added = (platform: NodeJS.Platform): unknown[] => {
      const before = appendSwitch.mock.calls.length;
      allowGpu(platform);
      return appendSwitch.mock.calls.slice(before);
    };
    expect(added('linux')).toEqual([['enable-unsafe-webgpu']]);
    expect(added('darwin')).toEqual([]);
    expect(added('win32')).toEqual([]);
    // The application did so when it started, before anything else could.
    const own = appendSwitch.mock.calls.map(([name]) => name).slice(0, 6);
    expect(own.includes('enable-unsafe-webgpu')).toBe(process.platform === 'linux');
  });

  test('permissions are denied, but for copying', () => {
    const asked = [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'clipboard-sanitized-write',
    ];
    expect(asked.map((permission) => decision('permissionRequest', permission))).toEqual([
      ...Array.from({ length: 5 }, () => false),
      true,
    ]);
    expect(handler('permissionCheck')(null, 'media')).toBe(false);
    expect(handler('device')({})).toBe(false);
  });

  test('navigation, new windows and webviews are denied', () => {
    const listeners = new Map<string, (event: unknown, url?: string) => void>();
    let opened: unknown;
    const setWebRTCIPHandlingPolicy = vi.fn();
    electron().app.emit('web-contents-created', null, {
      setWebRTCIPHandlingPolicy,
      setWindowOpenHandler: (decide: () => unknown) => (opened = decide()),
      on: (name: string, listener: (event: unknown, url?: string) => void) => void listeners.set(name, listener),
    });
    expect(opened).toEqual({ action: 'deny' });
    expect(setWebRTCIPHandlingPolicy).toHaveBeenCalledWith('disable_non_proxied_udp');
    const isPrevented = (name: string, url: string, isMainFrame = true): boolean => {
      const preventDefault = vi.fn();
      listeners.get(name)!({ preventDefault, isMainFrame, url }, url);
      return preventDefault.mock.calls.length > 0;
    };
    expect(isPrevented('will-navigate', 'https://example.org/')).toBe(true);
    expect(isPrevented('will-navigate', 'spikebench://windowed/')).toBe(true);
    expect(isPrevented('will-navigate', 'spikebench://window/')).toBe(false);
    expect(isPrevented('will-redirect', 'spikebench://window/')).toBe(true);
    expect(isPrevented('will-attach-webview', '')).toBe(true);
    expect(isPrevented('will-frame-navigate', 'spikebench://window/')).toBe(false);
    expect(isPrevented('will-frame-navigate', 'spikebench://window/', false)).toBe(true);
  });

  test('only our own page in the top frame gets a port, and talks to the workbench through it', async () => {
    const connect = (senderFrame: unknown): FakePort => {
      const port = new FakePort();
      electron().ipcMain.emit('spikebench-connect', { senderFrame, ports: [port] });
      return port;
    };
    const ours = { url: 'spikebench://window/', parent: null };
    expect(connect({ ...ours, url: 'https://example.org/' }).close).toHaveBeenCalled();
    expect(connect({ ...ours, parent: ours }).close).toHaveBeenCalled();
    expect(connect(null).close).toHaveBeenCalled();
    const port = connect(ours);
    expect(port.close).not.toHaveBeenCalled();
    port.emit('message', { data: { kind: 'request', id: 1, method: 'app.state', params: {} } });
    await vi.waitFor(() => expect(port.posted).toHaveLength(1));
    expect(port.posted[0]).toMatchObject({
      kind: 'reply',
      id: 1,
      result: { host: { kind: 'electron', dialogs: 'native' } },
    });
  });
});

describe('menu and dialogs', () => {
  test('menu entries reach the window as commands, with accelerators that differ', async () => {
    const { menuTemplate } = await import('../../../src/main/electron/menu.ts');
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const send = vi.fn();
      const items = menuTemplate(platform, send).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
      const accelerators = items.map(({ accelerator }) => accelerator).filter((keys) => keys !== undefined);
      expect(new Set(accelerators).size).toBe(accelerators.length);
      // The commands look at none of the arguments.
      for (const { click } of items) (click as (() => void) | undefined)?.();
      expect(send.mock.calls.flat()).toContainEqual({ kind: 'view', view: 'sweep' });
      expect(send.mock.calls.flat()).toContainEqual({ kind: 'run' });
    }
  });

  test('the dialogs ask for what is wanted', async () => {
    const { createDesktopHost, dialogOptions } = await import('../../../src/main/electron/desktopHost.ts');
    const host = createDesktopHost();
    expect(await host.choosePath('model')).toBe('/data/net.keras');
    expect(await host.chooseSavePath('figure.svg')).toBeNull();
    expect(dialogOptions('model').filters?.[0]?.extensions).toContain('keras');
    expect(dialogOptions('project').properties).toEqual(['openDirectory']);
    expect(dialogOptions('dataFolder').properties).toEqual(['openDirectory']);
  });

  test('a window closes at once where no run is in progress, and remembers its place', async () => {
    const [window] = FakeWindow.all;
    window!.close();
    await vi.waitFor(() => expect(window!.isClosed).toBe(true));
    const { readWindowState } = await import('../../../src/main/electron/windowState.ts');
    const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
    expect(readWindowState(join(home, 'settings'), screens)).toMatchObject({ x: 10, y: 20, width: 1000, height: 700 });
    expect(readWindowState(join(home, 'settings'), [{ ...screens[0]!, x: 5000 }])).not.toHaveProperty('x');
  });
});

test('the preload shows one name with two functions', async () => {
  const posted = vi.fn();
  vi.stubGlobal('window', { location: { origin: 'spikebench://window' }, postMessage: posted });
  await import('../../../src/main/electron/preload.ts');
  const { exposed } = double.current;
  expect(Object.keys(exposed)).toEqual(['spikebench']);
  const { spikebench } = exposed;
  if (typeof spikebench !== 'object' || spikebench === null) throw new Error('nothing is exposed');
  expect(Object.keys(spikebench).toSorted()).toEqual(['connect', 'pathOf']);
  Reflect.get(spikebench, 'connect')();
  expect(electron().ipcRenderer.postMessage).toHaveBeenCalledWith('spikebench-connect', null, [expect.anything()]);
  expect(posted).toHaveBeenCalledWith('spikebench-port', 'spikebench://window', [expect.anything()]);
  vi.unstubAllGlobals();
});

test('a project is found in the arguments of a start', async () => {
  const { projectFolderOf, projectInArguments } = await import('../../../src/main/electron/openedPath.ts');
  await mkdir(join(home, 'p'));
  await writeFile(join(home, 'p', 'project.json'), '{}');
  expect(projectInArguments(['--no-sandbox', 'p'], home)).toBe(join(home, 'p'));
  expect(projectInArguments(['--project', join(home, 'p')], '/')).toBe(join(home, 'p'));
  expect(projectInArguments(['.'], home)).toBeNull();
  expect(projectFolderOf(join(home, 'p', 'p.spikebench'))).toBe(join(home, 'p'));
});
