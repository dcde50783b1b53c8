import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';

const TLS = join(import.meta.dirname, '../fixtures/tls');

export interface ReverseProxy {
  readonly port: number;
  /** What visitors open: https, with the prefix and a slash at its end. */
  readonly url: string;
  readonly close: () => void;
}

/** A reverse proxy as people set one up: https outside, http inside, and the server below a path of its own. */
export async function reverseProxy(server: { readonly port: number }, prefix: string): Promise<ReverseProxy> {
  const tls = { cert: readFileSync(join(TLS, 'certificate.pem')), key: readFileSync(join(TLS, 'key.pem')) };
  const inside = (url = ''): string | undefined =>
    url.startsWith(prefix) ? `/${url.slice(prefix.length)}` : undefined;
  const FORWARDED = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };

  const proxy = createServer(tls, (incoming, response) => {
    const path = inside(incoming.url);
    if (path === undefined) return void response.writeHead(404).end('not below the path of the server');
    const headers = { ...incoming.headers, ...FORWARDED };
    const to = { host: '127.0.0.1', port: server.port, path, method: incoming.method, headers };
    const outgoing = request(to, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  });
  proxy.on('upgrade', (incoming, stream) => {
    const path = inside(incoming.url);
    if (path === undefined) return void stream.destroy();
    const to = connect(server.port, '127.0.0.1', () => {
      const headers = Object.entries({ ...incoming.headers, ...FORWARDED }).map(
        ([name, value]) => `${name}: ${String(value)}`,
      );
      to.write(`GET ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      stream.pipe(to).pipe(stream);
    });
    for (const each of [to, stream]) each.on('error', () => [to, stream].forEach((end) => end.destroy()));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  return {
    port,
    url: `https://localhost:${port}${prefix}`,
    close: () => {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}
