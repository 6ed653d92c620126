#!/usr/bin/env node
// The workbench: builds what is out of date in a checkout, then opens it in Electron where that is installed, else in the browser.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
if (existsSync(join(root, 'src'))) await (await import('./build.mjs')).build({ window: true });

const electron = process.argv.includes('--browser') ? null : electronBinary();
if (electron === null) {
  await import('../dist/main/server.js');
} else {
  const args = process.argv.slice(2);
  const child = spawn(electron, [root, ...args], { stdio: 'inherit' });
  child.once('close', (code) => process.exit(code ?? 1));
}

/** Path of Electron's binary where it is there and has a display to show itself on; nothing is downloaded. */
function electronBinary() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
  const pathFile = join(root, 'node_modules/electron/path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasDisplay = process.platform !== 'linux' || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
  return hasDisplay && existsSync(join(folder, name)) ? join(folder, name) : null;
}
