import { timingSafeEqual, createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Who asks, as far as access goes: a program or browser on this machine, or somebody with the token. */
export type Access = 'local' | 'token';

export type Authorization =
  | { readonly ok: true; readonly access: Access }
  | { readonly ok: false; readonly status: 401 | 403; readonly message: string };

export interface AccessRequest {
  /** The peer's address as the socket has it. */
  readonly remoteAddress: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** The cookie that holds the token. Cookies know no ports, and several servers of one machine must not share one. */
export function tokenCookieName(host: string | undefined): string {
  return `livestream_token_${/:(\d+)$/.exec(host ?? '')?.[1] ?? 'default'}`;
}

/**
 * The one rule for HTTP requests and WebSocket upgrades. A browser page of another origin is refused whoever runs
 * it. A request counts as local only from a loopback address, to a loopback name (so a rebound DNS name does not
 * count) and without a proxy's headers (so a tunnel's visitors do not count). All others need the token.
 */
export function authorize(request: AccessRequest, token: string): Authorization {
  const { headers } = request;
  if (!isOwnOrigin(headers)) {
    const message = `Requests from the page ${headers.origin} are refused. Open the dashboard at this server's own address.`;
    return { ok: false, status: 403, message };
  }
  const given = bearerToken(headers) ?? cookieToken(headers);
  if (given !== undefined && sameSecret(given, token)) return { ok: true, access: 'token' };
  if (isLocal(request)) return { ok: true, access: 'local' };
  const message =
    'This address needs a token: open the link or scan the QR code that the server printed when it started.';
  return { ok: false, status: 401, message };
}

function isLocal({ remoteAddress, headers }: AccessRequest): boolean {
  const forwarded =
    headers.forwarded !== undefined || Object.keys(headers).some((name) => name.startsWith('x-forwarded-'));
  return !forwarded && isLoopbackAddress(remoteAddress ?? '') && isLoopbackName(hostName(headers.host ?? ''));
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}

export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || isLoopbackAddress(name);
}

/** The name in a Host header, without its port, in lower case. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

/** No Origin (not a page), or a page that came from the very host and port that it asks. */
function isOwnOrigin({ origin, host }: IncomingHttpHeaders): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  return (
    /^https?:$/.test(protocol) &&
    originHost === host?.toLowerCase().replace(protocol === 'https:' ? /:443$/ : /:80$/, '')
  );
}

function bearerToken({ authorization }: IncomingHttpHeaders): string | undefined {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
}

function cookieToken({ cookie, host }: IncomingHttpHeaders): string | undefined {
  return new RegExp(`(?:^|;\\s*)${tokenCookieName(host)}=([^;\\s]+)`).exec(cookie ?? '')?.[1];
}

/** Compares in a time that tells nothing of where two secrets differ, nor of their lengths. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
