import { protocol } from 'electron';
import { securityHeaders } from '../server/securityHeaders.ts';
import { listStaticFiles } from '../server/staticFiles.ts';

/** The window's own scheme: an origin that is neither a file nor anything on a network. */
export const pageOrigin = 'spikebench://window';

/** To be called before the application is ready. */
export function registerPageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'spikebench', privileges }]);
}

/** Serves the built window under its scheme, with the same policy as the server for browsers. */
export async function servePage(renderer: string): Promise<void> {
  const fileAt = await listStaticFiles(renderer);
  protocol.handle('spikebench', async ({ url, method }) => {
    const { host, pathname } = new URL(url);
    const file = host === 'window' && method === 'GET' ? await fileAt(pathname) : null;
    if (file === null) return new Response('There is nothing here.', { status: 404, headers: securityHeaders });
    const headers = { ...securityHeaders, 'Content-Type': file.media };
    return new Response(new Uint8Array(file.bytes), { headers });
  });
}

/** Whether an address is one of the window's own. */
export function isOwnAddress(url: string): boolean {
  return URL.canParse(url) && url.startsWith(`${pageOrigin}/`);
}
