import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Who may talk to the server: whoever has its token, from a page that it served itself, under a name of this machine. */
export interface Access {
  /** The token of this start of the server. */
  readonly token: string;
  isToken(text: string | null): boolean;
  /** Whether the request names this server as a browser on this machine does: no other name that leads here (DNS rebinding). */
  isOurHost(headers: IncomingHttpHeaders): boolean;
  /** Whether the request comes from a page of this server, where it says where it comes from. */
  isOurOrigin(headers: IncomingHttpHeaders): boolean;
  /** Whether the request carries the session's cookie. */
  hasSession(headers: IncomingHttpHeaders): boolean;
  /** Header that gives a browser the session. */
  sessionCookie(): string;
}

/** Names of this machine in an address. */
const names = ['127.0.0.1', 'localhost'];

/** `port` is asked when a request comes, since the system may choose it late. */
export function createAccess(port: () => number, token: string = randomBytes(24).toString('base64url')): Access {
  const cookieName = (): string => `spikebench-${port()}`;
  const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));
  return {
    token,
    isToken: (text) => text !== null && isSame(text, token),
    isOurHost: ({ host }) => names.some((name) => host === `${name}:${port()}`),
    isOurOrigin: ({ origin }) => origin === undefined || names.some((name) => origin === `http://${name}:${port()}`),
    hasSession({ cookie }) {
      const found = (cookie ?? '')
        .split(';')
        .map((part) => part.trim())
        .find((part) => part.startsWith(`${cookieName()}=`));
      return found !== undefined && isSame(found.slice(cookieName().length + 1), token);
    },
    sessionCookie: () => `${cookieName()}=${token}; HttpOnly; SameSite=Strict; Path=/`,
  };
}

/** Of equal length whatever comes in, so that comparing takes the same time. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
