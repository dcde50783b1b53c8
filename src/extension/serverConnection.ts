import { setTimeout as delay } from 'node:timers/promises';
import type { View } from '../protocol/client.ts';
import { LivestreamClient } from '../protocol/client.ts';
import { t } from '../protocol/language.ts';
import { said } from '../protocol/said.ts';
import type { Endpoint } from './launchServer.ts';
import { ServerProblem } from './serverProblem.ts';
import type { ServerSocket } from './serverSocket.ts';
import { openSocket } from './serverSocket.ts';

export type ServerState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'connected'; readonly endpoint: Endpoint }
  /** It is being looked for again. */
  | { readonly kind: 'lost'; readonly reason: string }
  /** Only a person can help. */
  | { readonly kind: 'failed'; readonly problem: ServerProblem };

export interface ConnectionOptions {
  /** Where the server is, started if need be. */
  readonly ensure: () => Promise<Endpoint>;
  /** Whether another server follows soon on one that was stopped on purpose. Default: none does. */
  readonly successor?: (stopped: Endpoint, signal: AbortSignal) => Promise<boolean>;
  readonly log: (line: string) => void;
  /** The first pause between two tries, ms; each next one is twice as long. */
  readonly firstPause?: number;
}

interface Loss {
  readonly reason: string;
  /** How long the connection lasted, ms. */
  readonly lasted: number;
  /** The server was stopped on purpose. */
  readonly stopped: boolean;
}

const LONGEST_PAUSE_MS = 30_000;
/** Losses in a row, without a lasting connection between them, after which it is left to a person. */
const TRIES = 6;
const LASTING_MS = 60_000;

/**
 * This window's line to the server: the list of sessions for tree and status bar. It needs the summaries only;
 * a panel that shows a session whole has a relay of its own. Lost, it finds or starts the server again.
 */
export class ServerConnection {
  readonly #options: ConnectionOptions;
  readonly #client: LivestreamClient;
  readonly #listeners = new Set<() => void>();
  #state: ServerState = { kind: 'off' };
  #socket: ServerSocket | null = null;
  #running: AbortController | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#client = new LivestreamClient({
      send: (frame) => this.#socket?.send(frame),
      onChange: () => this.#tell(),
      now: Date.now,
    });
  }

  get state(): ServerState {
    return this.#state;
  }

  get view(): View {
    return this.#client.view;
  }

  /** The server's clock. Ages are shown by it. It stands still without a server: silence then says nothing. */
  now(): number {
    const { connection, lastFrameAt, clockOffset } = this.view;
    return (connection === 'lost' ? (lastFrameAt ?? Date.now()) : Date.now()) + clockOffset;
  }

  subscribe(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Resolves when it is no longer open whether there is a server, and which sessions it has. */
  async settled(): Promise<this> {
    const isOpen = (): boolean =>
      ['starting', 'lost'].includes(this.#state.kind) ||
      (this.#state.kind === 'connected' && this.view.sessions === null);
    if (!isOpen()) return this;
    const { promise, resolve } = Promise.withResolvers<void>();
    const subscription = this.subscribe(() => isOpen() || resolve());
    await promise;
    subscription.dispose();
    return this;
  }

  start(): void {
    if (this.#running !== null) return;
    this.#running = new AbortController();
    void this.#run(this.#running.signal);
  }

  stop(): void {
    this.#end({ kind: 'off' });
  }

  refresh(): void {
    this.#client.refresh();
  }

  /** Asks for the next page of the list of sessions. */
  listMore(): void {
    this.#client.listMore();
  }

  dispose(): void {
    this.#listeners.clear();
    this.stop();
  }

  async #run(signal: AbortSignal): Promise<void> {
    this.#become({ kind: 'starting' });
    for (let losses = 0; !signal.aborted;) {
      try {
        const endpoint = await this.#options.ensure();
        if (signal.aborted) return;
        const { reason, lasted, stopped } = await this.#connected(endpoint, signal);
        if (stopped && !(await this.#isFollowed(endpoint, reason, signal))) return this.#end({ kind: 'off' });
        losses = lasted >= LASTING_MS ? 1 : losses + 1;
        if (losses >= TRIES)
          throw new ServerProblem(
            t`The Livestream server was lost ${losses} times in a row (${said(reason)}). Its log may say why.`,
          );
        // Once: a try that came too early, before the next server was there, is no loss of its own.
        if (this.#state.kind !== 'lost') this.#options.log(`lost the server: ${reason}; looking for it again`);
        this.#become({ kind: 'lost', reason });
        await delay(this.#pause(losses), undefined, { signal });
      } catch (error) {
        if (signal.aborted) return;
        return this.#end({
          kind: 'failed',
          problem: error instanceof ServerProblem ? error : new ServerProblem(String(error)),
        });
      }
    }
  }

  /** Lives as long as the socket does. */
  #connected(endpoint: Endpoint, signal: AbortSignal): Promise<Loss> {
    const { promise, resolve, reject } = Promise.withResolvers<Loss>();
    let since = Date.now();
    signal.addEventListener('abort', reject, { once: true });
    this.#socket = openSocket(endpoint, {
      onFrame: (frame) => {
        if (frame.type === 'hello') {
          since = Date.now();
          this.#options.log(
            `connected to ${endpoint.url} (version ${frame.version}, process ${endpoint.pid}, data and log in ${endpoint.dataDir})`,
          );
          this.#become({ kind: 'connected', endpoint });
        }
        this.#client.receive(frame);
      },
      onLost: (reason, stopped) => {
        signal.removeEventListener('abort', reject);
        this.#socket = null;
        resolve({ reason, stopped, lasted: Date.now() - since });
        this.#client.disconnected();
      },
    });
    return promise;
  }

  /** A server that somebody stopped is not started again from here, but the one that is to replace it is joined. */
  async #isFollowed(endpoint: Endpoint, reason: string, signal: AbortSignal): Promise<boolean> {
    this.#become({ kind: 'lost', reason });
    this.#options.log('the server was stopped; waiting whether another follows');
    const follows = (await this.#options.successor?.(endpoint, signal)) ?? false;
    signal.throwIfAborted();
    return follows;
  }

  #pause(losses: number): number {
    return Math.min((this.#options.firstPause ?? 500) * 2 ** (losses - 1), LONGEST_PAUSE_MS);
  }

  #end(state: ServerState): void {
    this.#running?.abort();
    this.#running = null;
    this.#socket?.close();
    this.#socket = null;
    this.#client.disconnected();
    this.#become(state);
  }

  #become(state: ServerState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
