import { app, session } from 'electron';
import { isOwnAddress } from './pageProtocol.ts';

/**
 * Leaves Chromium nothing to reach: no name of the network resolves, and its services of its own accord are off. To be called before the
 * application is ready.
 */
export function cutNetwork(): void {
  const { commandLine } = app;
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'no-pings',
  ]) {
    commandLine.appendSwitch(name);
  }
}

/**
 * Lets the page have the GPU of a Linux machine, which Chromium keeps behind a switch there. "Unsafe" are pages of strangers; ours is the
 * only one. How the window is drawn stays as it is: Vulkan for that too, which some drivers want, is left to who starts the program. To be
 * called before the application is ready.
 */
export function allowGpu(platform: NodeJS.Platform): void {
  if (platform === 'linux') app.commandLine.appendSwitch('enable-unsafe-webgpu');
}

/** Electron's security checklist, as far as it is not in the window's own settings. To be called when the application is ready. */
export function secureApplication(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_, permission, decide) => decide(isAllowed(permission)));
  defaultSession.setPermissionCheckHandler((_, permission) => isAllowed(permission));
  defaultSession.setDevicePermissionHandler(() => false);
  // Nothing is fetched from anywhere: whatever is not the window's own ends here.
  defaultSession.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isLocal(url) }));
  defaultSession.on('will-download', (event, item) => {
    // Exports are made by the page as blobs and saved by the person's own dialog.
    if (!item.getURL().startsWith('blob:')) event.preventDefault();
  });
  app.on('web-contents-created', (_, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // Real-time connections are beyond the reach of a Content-Security-Policy.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    contents.on('will-navigate', (event, url) => {
      if (!isOwnAddress(url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** Copying a table or a figure is the only thing that a window asks for. */
function isAllowed(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}

function isLocal(url: string): boolean {
  return isOwnAddress(url) || url.startsWith('blob:') || url.startsWith('data:') || url.startsWith('devtools:');
}
