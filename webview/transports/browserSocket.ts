import { REVOKED_CODE } from '../../src/protocol/access.ts';
import type { ClientFrame, ServerFrame } from '../../src/protocol/frames.ts';
import { t } from '../../src/protocol/language.ts';
import { Backoff } from './backoff.ts';
import type { HostListener } from './host.ts';
import { isLetIn } from './isLetIn.ts';

/** Silence after which the connection has to prove itself, ms: a phone's radio drops it without a word. */
const SILENCE_MS = 35_000;
/** How long a sign of life may take, ms. Before that, and soon enough to be no lie, the page says that it is in doubt. */
const PONG_WITHIN_MS = 3_000;
const DOUBT_AFTER_MS = 400;
const CONNECT_WITHIN_MS = 10_000;
const CHECK_EVERY_MS = 5_000;

export type SocketListener = Pick<HostListener, 'frame' | 'lost' | 'doubted'>;

/**
 * A WebSocket that comes back: it retries with growing pauses, it does not trust a silent connection, nor any that it had
 * before the page slept. Where the visitor is no longer let in, it rests until somebody looks at the page again.
 */
export class BrowserSocket {
  readonly #url: string;
  readonly #listener: SocketListener;
  readonly #backoff = new Backoff();
  #socket: WebSocket | null = null;
  #openedAt = 0;
  #heardAt = 0;
  #signedOut = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #doubtTimer: ReturnType<typeof setTimeout> | undefined;
  #pongTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: SocketListener) {
    const url = new URL('ws', document.baseURI);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.search = '';
    url.hash = '';
    this.#url = url.href;
    this.#listener = listener;
  }

  start(): void {
    this.#open();
    document.addEventListener('visibilitychange', () => this.wake());
    window.addEventListener('pageshow', () => this.wake());
    window.addEventListener('online', () => this.wake());
    setInterval(() => this.#check(), CHECK_EVERY_MS);
  }

  send(frame: ClientFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  /** Somebody looks at the page again: no pause, and no trust in what slept. */
  wake(): void {
    if (document.hidden) return;
    this.#backoff.reset();
    const socket = this.#socket;
    if (this.#signedOut) void this.#askWhether();
    else if (socket === null) this.#open();
    else if (socket.readyState === WebSocket.OPEN) this.#prove();
    else if (socket.readyState !== WebSocket.CONNECTING || this.#age(this.#openedAt) > PONG_WITHIN_MS) this.#lose(0);
  }

  #open(): void {
    clearTimeout(this.#retryTimer);
    this.#signedOut = false;
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#openedAt = Date.now();
    socket.onmessage = (message) => {
      this.#heardAt = Date.now();
      this.#backoff.reset();
      this.#believe();
      this.#listener.frame(JSON.parse(String(message.data)) as ServerFrame);
    };
    let opened = false;
    socket.onopen = () => (opened = true);
    socket.onclose = ({ code }) => {
      if (code === REVOKED_CODE) return this.#signOut();
      this.#lose();
      // To a page a refused connection looks like no server at all; the answer to a request tells them apart.
      if (!opened) void this.#askWhether();
    };
  }

  /** Asks the server whether this visitor is let in: goes on if so, and rests if not. */
  async #askWhether(): Promise<void> {
    const letIn = await isLetIn(CONNECT_WITHIN_MS);
    if (this.#socket !== null) return;
    if (letIn === false) this.#signOut();
    else if (letIn && this.#signedOut) this.#open();
  }

  #signOut(): void {
    this.#drop();
    this.#signedOut = true;
    const advice = t(
      'This device’s access was revoked or has expired. To come back, scan the QR code that the server shows, open a new link, or sign in.',
    );
    this.#listener.lost({ signedOut: true, advice });
  }

  /** Lets go of the socket, whatever its state, and tries again after a pause. */
  #lose(pause = this.#backoff.next()): void {
    this.#drop();
    this.#retryTimer = setTimeout(() => this.#open(), pause);
    this.#listener.lost({ signedOut: false, advice: null });
  }

  #drop(): void {
    const socket = this.#socket;
    if (socket !== null) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
    this.#socket = null;
    this.#believe();
    clearTimeout(this.#retryTimer);
  }

  /** Kills a connection that died without a word, while somebody looks. */
  #check(): void {
    const socket = this.#socket;
    if (socket === null || document.hidden) return;
    if (socket.readyState === WebSocket.CONNECTING && this.#age(this.#openedAt) > CONNECT_WITHIN_MS) this.#lose(0);
    else if (this.#age(Math.max(this.#heardAt, this.#openedAt)) > SILENCE_MS) this.#prove();
  }

  /** Asks for a sign of life. */
  #prove(): void {
    if (this.#pongTimer !== undefined || this.#socket?.readyState !== WebSocket.OPEN) return;
    this.send({ type: 'ping' });
    this.#doubtTimer = setTimeout(() => this.#listener.doubted(), DOUBT_AFTER_MS);
    this.#pongTimer = setTimeout(() => this.#lose(0), PONG_WITHIN_MS);
  }

  #believe(): void {
    clearTimeout(this.#doubtTimer);
    clearTimeout(this.#pongTimer);
    this.#pongTimer = undefined;
  }

  #age(since: number): number {
    return Date.now() - since;
  }
}
