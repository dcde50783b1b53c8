/** Patience with the server, ms, as the original's. */
const TIMEOUT_MS = 1_000;
/** After a failure nothing is posted for this long, ms: a dead server costs one attempt, not one an event. */
const PAUSE_MS = 5_000;
/** Events waiting to be posted; beyond this the oldest are left to the file. */
const QUEUE_LIMIT = 1_000;

/** Posts bodies one after the other, in order, and gives up quietly. */
export class PostQueue {
  readonly #url: URL;
  readonly #headers: Readonly<Record<string, string>>;
  #waiting: string[] = [];
  #sending: Promise<void> | undefined;
  #pausedUntil = 0;

  constructor(url: URL, token: string | undefined) {
    this.#url = url;
    const credential = token ? { authorization: `Bearer ${token}` } : {};
    this.#headers = { 'content-type': 'application/json', ...credential };
  }

  push(body: string): void {
    if (performance.now() < this.#pausedUntil) return;
    this.#waiting.push(body);
    if (this.#waiting.length > QUEUE_LIMIT) this.#waiting.shift();
    this.#sending ??= this.#send();
  }

  async flush(): Promise<void> {
    await this.#sending;
  }

  async #send(): Promise<void> {
    for (let body = this.#waiting.shift(); body !== undefined; body = this.#waiting.shift()) {
      if (!(await this.#post(body))) {
        this.#waiting = [];
        this.#pausedUntil = performance.now() + PAUSE_MS;
      }
    }
    this.#sending = undefined;
  }

  async #post(body: string): Promise<boolean> {
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: this.#headers,
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.arrayBuffer();
      return true;
    } catch {
      return false;
    }
  }
}
