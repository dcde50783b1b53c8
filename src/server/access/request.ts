import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** What access depends on, of an HTTP request or a WebSocket upgrade. */
export interface AccessRequest {
  readonly method: string;
  /** The peer's address as the socket has it. */
  readonly remoteAddress: string | undefined;
  /** The port that the request came to. */
  readonly localPort: number | undefined;
  /** True when this server itself speaks TLS on the connection. */
  readonly encrypted: boolean;
  readonly headers: IncomingHttpHeaders;
}

export function accessRequest({ method = 'GET', socket, headers }: IncomingMessage): AccessRequest {
  const { remoteAddress, localPort } = socket;
  return { method, remoteAddress, localPort, encrypted: 'encrypted' in socket && socket.encrypted === true, headers };
}

/**
 * A request counts as local only from a loopback address, to a loopback name (so a rebound DNS name does not count) and
 * without a proxy's headers (so a tunnel's visitors do not count).
 */
export function isLocal({ remoteAddress, headers }: AccessRequest): boolean {
  const forwarded =
    headers.forwarded !== undefined || Object.keys(headers).some((name) => name.startsWith('x-forwarded-'));
  return !forwarded && isLoopbackAddress(remoteAddress ?? '') && isLoopbackName(hostName(headers.host ?? ''));
}

/** No Origin (not a page), or a page that came from the very host and port that it asks. */
export function isOwnOrigin({ headers: { origin, host } }: AccessRequest): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  return (
    /^https?:$/.test(protocol) &&
    originHost === host?.toLowerCase().replace(protocol === 'https:' ? /:443$/ : /:80$/, '')
  );
}

/**
 * False for what a page of another site loads as an image or script, where browsers send no Origin but, to https and to
 * this machine, say whose page it is. Following a link is the person's own doing. Sockets always have an Origin.
 */
export function isOwnPage({ headers }: AccessRequest): boolean {
  const site = headers['sec-fetch-site'] ?? 'none';
  return (
    ['none', 'same-origin'].includes(String(site)) ||
    headers['sec-fetch-mode'] === 'navigate' ||
    headers.upgrade !== undefined
  );
}

/**
 * Where the visitor is: the peer's address, or the one that a proxy on this machine was asked from. Only the last entry
 * of X-Forwarded-For counts, which that proxy wrote itself; those before it are the visitor's own claim.
 */
export function visitorAddress({ remoteAddress = '', headers }: AccessRequest): string {
  const peer = remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
  if (!isLoopbackAddress(peer)) return peer;
  const last = [headers['x-forwarded-for']].flat().join(',').split(',').at(-1)?.trim() ?? '';
  return /^[\da-fA-F.:]{2,45}$/.test(last) ? last : peer;
}

/** True when the visitor's connection is https: this server's own, or that of a proxy on this machine. */
export function isHttps({ encrypted, remoteAddress, headers }: AccessRequest): boolean {
  const told = [headers['x-forwarded-proto']].flat().join(',').split(',').at(-1)?.trim();
  return encrypted || (isLoopbackAddress(remoteAddress ?? '') && told === 'https');
}

/** Cookies know no ports, and several servers of one machine must not share one: the port is in the name. */
export function cookieName({ headers, localPort }: AccessRequest): string {
  return `livestream_${/:(\d+)$/.exec(headers.host ?? '')?.[1] ?? String(localPort ?? 'default')}`;
}

export function bearerSecret({ headers: { authorization } }: AccessRequest): string | undefined {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
}

export function cookieSecret(request: AccessRequest): string | undefined {
  const name = `${cookieName(request)}=`;
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(name))?.slice(name.length);
}

export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || isLoopbackAddress(name);
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}

/** The name in a Host header, without its port, in lower case. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}
