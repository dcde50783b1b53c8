import type { ClientFrame, ServerFrame } from '../../src/protocol/frames.ts';

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;
/** Silence after which the connection has to prove itself: a phone's radio drops it without a word. */
const SILENCE_MS = 35_000;
const PONG_WITHIN_MS = 3_000;
const CONNECT_WITHIN_MS = 10_000;
const CHECK_EVERY_MS = 5_000;

export interface SocketListener {
  readonly frame: (frame: ServerFrame) => void;
  /** `advice` says what to do, when trying again will not help. */
  readonly lost: (advice?: string) => void;
}

/** A server has a new key after every start, and a page from another device only has the old one. */
const KEY_CHANGED =
  'The server was started anew and has a new key: open its new link, or scan the QR code that it shows, once more.';

/** A WebSocket that comes back: it retries with growing pauses, and it does not trust a silent connection. */
export class BrowserSocket {
  readonly #url: string;
  readonly #listener: SocketListener;
  #socket: WebSocket | null = null;
  #openedAt = 0;
  #heardAt = 0;
  #failures = 0;
  #advice: string | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #pongTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: SocketListener) {
    const url = new URL('ws', document.baseURI);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
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

  #open(): void {
    clearTimeout(this.#retryTimer);
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#openedAt = Date.now();
    socket.onmessage = (message) => {
      this.#heardAt = Date.now();
      this.#failures = 0;
      this.#advice = undefined;
      clearTimeout(this.#pongTimer);
      this.#pongTimer = undefined;
      this.#listener.frame(JSON.parse(String(message.data)) as ServerFrame);
    };
    let opened = false;
    socket.onopen = () => (opened = true);
    socket.onclose = () => {
      this.#lose();
      if (!opened) void this.#askWhy();
    };
  }

  /** To a page a refused connection looks like no server at all; the answer to a request tells them apart. */
  async #askWhy(): Promise<void> {
    const request = fetch('api/health', { signal: AbortSignal.timeout(CONNECT_WITHIN_MS) });
    const status = await request.then(
      (response) => response.status,
      () => 0,
    );
    this.#advice = status === 401 ? KEY_CHANGED : undefined;
    if (this.#socket?.readyState !== WebSocket.OPEN) this.#listener.lost(this.#advice);
  }

  /** Lets go of the socket, whatever its state, and tries again after a pause. */
  #lose(pause = this.#nextPause()): void {
    const socket = this.#socket;
    if (socket !== null) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
    this.#socket = null;
    clearTimeout(this.#pongTimer);
    this.#pongTimer = undefined;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#open(), pause);
    this.#listener.lost(this.#advice);
  }

  #nextPause(): number {
    const pause = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures++);
    return pause * (0.7 + Math.random() * 0.3);
  }

  /** Somebody looks at the page again: no pause, and no trust in what slept. */
  wake(): void {
    if (document.hidden) return;
    this.#failures = 0;
    if (this.#socket === null) this.#open();
    else this.#check();
  }

  #check(): void {
    const socket = this.#socket;
    if (socket === null || document.hidden) return;
    const now = Date.now();
    if (socket.readyState === WebSocket.CONNECTING && now - this.#openedAt > CONNECT_WITHIN_MS) return this.#lose(0);
    if (socket.readyState !== WebSocket.OPEN || this.#pongTimer !== undefined) return;
    if (now - Math.max(this.#heardAt, this.#openedAt) < SILENCE_MS) return;
    this.send({ type: 'ping' });
    this.#pongTimer = setTimeout(() => this.#lose(0), PONG_WITHIN_MS);
  }
}
