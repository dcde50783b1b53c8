import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a service does with a request. */
export type Reaction = (response: ServerResponse) => void;

export const accept: Reaction = (response) => response.writeHead(204).end();
export const hang: Reaction = () => undefined;
export const die: Reaction = (response) => response.destroy();
export const answer =
  (status: number, headers: Record<string, string> = {}): Reaction =>
  (response) =>
    response.writeHead(status, headers).end('the address /hook/very-secret is not there');

/** A service on this machine that people are told by. It reacts in turn, and then as at last. */
export class WebhookServer {
  readonly received: Received[] = [];
  reactions: Reaction[];
  #server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      this.received.push({ path: request.url!, headers: request.headers, body });
      const react = this.reactions.length > 1 ? this.reactions.shift()! : this.reactions[0]!;
      react(response);
    });
  });

  constructor(...reactions: Reaction[]) {
    this.reactions = reactions.length === 0 ? [accept] : reactions;
    after(() => this.close());
  }

  async open(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** An address of it, which is a secret. */
  get secret(): string {
    return `http://127.0.0.1:${this.port}/hook/very-secret`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
