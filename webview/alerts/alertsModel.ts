import type { ToldChannel } from '../../src/protocol/alertQuestions.ts';
import { Attempts } from '../share/attempts.ts';
import type { Ask } from '../transports/host.ts';

/** How often the channels are asked for while somebody looks at them, ms. */
const ASK_EVERY_MS = 5_000;

/** What the open dialog knows besides the alerts. It is made when the dialog opens, and stopped when it closes. */
export class AlertsModel {
  readonly #ask: Ask;
  readonly #changed: () => void;
  readonly attempts: Attempts;
  /** null where the server has not told, or does not. */
  channels: readonly ToldChannel[] | null = null;
  /** What came of the last test, by channel. */
  readonly tests = new Map<string, { readonly worked: boolean; readonly answer: string }>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(ask: Ask, changed: () => void) {
    this.#ask = ask;
    this.#changed = changed;
    this.attempts = new Attempts(changed);
  }

  start(): void {
    void this.#refresh();
    this.#timer = setInterval(() => {
      if (!document.hidden) void this.#refresh();
    }, ASK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  mute(session: string, muted: boolean): Promise<boolean> {
    return this.attempts.make(`mute ${session}`, async () => {
      await this.#ask({ about: 'mute', session, muted });
    });
  }

  test(channel: string): Promise<boolean> {
    return this.attempts.make(`test ${channel}`, async () => {
      const { status, answer } = await this.#ask({ about: 'test_channel', channel });
      this.tests.set(channel, { worked: status === 'delivered', answer });
    });
  }

  async #refresh(): Promise<void> {
    const told = await this.#ask({ about: 'channels' }).catch(() => null);
    if (told === null) return;
    this.channels = told.channels;
    this.#changed();
  }
}
