import type { ClientFrame } from '../../src/protocol/frames.ts';
import type { AnswerTo, Question } from '../../src/protocol/questions.ts';
import { questionRequest, whyNoAnswer } from '../../src/protocol/questions.ts';
import { Theme } from '../theme.ts';
import { BrowserSocket } from './browserSocket.ts';
import type { Host, HostListener } from './host.ts';

const ANSWER_WITHIN_MS = 30_000;
const OWN_MACHINE = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** A browser: the server's own page, with the session in the address. */
export class BrowserHost implements Host {
  readonly theme = new Theme();
  readonly address = OWN_MACHINE.test(location.hostname) ? null : new URL('./', document.baseURI).href;
  #socket: BrowserSocket | null = null;

  start(listener: HostListener): void {
    window.addEventListener('hashchange', () => {
      const session = this.rememberedSession();
      if (session !== null) listener.follow(session);
    });
    this.#socket = new BrowserSocket(listener);
    this.#socket.start();
  }

  send(frame: ClientFrame): void {
    this.#socket?.send(frame);
  }

  async ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    const { path, body } = questionRequest(question);
    const asked = fetch(path, {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...(body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const response = await asked.catch(() => {
      throw new Error('The server cannot be reached. Try again when the page says that it is connected.');
    });
    if (!response.ok) throw new Error(whyNoAnswer(response.status, await response.text()));
    return (await response.json()) as AnswerTo<Q>;
  }

  reconnect(): void {
    this.#socket?.wake();
  }

  rememberedSession(): string | null {
    const [chosen, asked] = [location.hash.slice(1), location.search].map((part) =>
      new URLSearchParams(part).get('session'),
    );
    return chosen || asked || null;
  }

  /** Only a choice goes into the address: a bookmark without one goes on showing what runs. */
  rememberSession(session: string): void {
    history.replaceState(null, '', `#${new URLSearchParams({ session })}`);
  }

  readonly signOut = async (): Promise<void> => {
    const asked = fetch('sign-out', { method: 'POST', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    // Without an answer nothing has ended, and the page says by itself that the server is gone.
    if (await asked.catch(() => null)) location.assign('sign-in');
  };

  exportSession(session: string): void {
    const link = document.createElement('a');
    link.href = `api/export/${encodeURIComponent(session)}`;
    link.download = '';
    link.click();
  }
}
