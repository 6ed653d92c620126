import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What Electron's security checklist forbids is nowhere in the source: the items that no running test can see. */
const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const files = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|tsx|html)$/.test(name))
  .map((name): [string, string] => [name, read(`src/${name}`)]);
const using = (pattern: RegExp): readonly string[] =>
  files.filter(([, text]) => pattern.test(text)).map(([name]) => name);

test('the scan sees the source', () => {
  expect(files.length).toBeGreaterThan(300);
  expect(using(/new BrowserWindow\(/)).toEqual(['main/electron/window.ts']);
});

test.each([
  [
    'insecure content, experiments and features of Blink are never switched on',
    /allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures/,
  ],
  ['no web view, no pop-ups', /<webview|allowpopups|webviewTag: true/],
  ['no address is handed to the system', /openExternal|openPath\(/],
  ['no page comes from a file or an address', /loadFile\(|loadURL\((?!`\$\{pageOrigin\})/],
  [
    'no security is switched off',
    /webSecurity: false|sandbox: false|contextIsolation: false|nodeIntegration(InWorker|InSubFrames)?: true|no-sandbox|disable-web-security|ignore-certificate-errors/,
  ],
  [
    'nobody is asked what code to run',
    /\beval\(|new Function\(|executeJavaScript|insertCSS|dangerouslySetInnerHTML|\.innerHTML\s*=/,
  ],
  ['no old bridge', /@electron\/remote|enableRemoteModule/],
  ['no updates are fetched, no crashes sent', /autoUpdater|electron-updater|crashReporter/],
])('%s', (_, pattern) => {
  expect(using(pattern)).toEqual([]);
});

test('messages of windows are heard at one place, which looks at the sender', () => {
  expect(using(/ipcMain\.(on|handle|once)\(/)).toEqual(['main/electron/app.ts']);
  expect(files.find(([name]) => name === 'main/electron/app.ts')?.[1].match(/ipcMain\.\w+\(/g)).toEqual([
    'ipcMain.on(',
  ]);
  expect(using(/ipcRenderer/)).toEqual(['main/electron/preload.ts']);
});

test('the version of Electron is pinned, and one that is still supported', () => {
  const version = /"electron": "([^"]*)"/.exec(read('package.json'))?.[1] ?? '';
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(45);
});

test('the fuses are set as the checklist wants', () => {
  const block = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(read('electron-builder.yml'))?.[1] ?? '';
  const fuses = Object.fromEntries(
    [...block.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, value]) => [name, value === 'true']),
  );
  expect(fuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});
