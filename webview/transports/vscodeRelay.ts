import type { ClientFrame } from '../../src/protocol/frames.ts';
import type { AnswerTo, Question } from '../../src/protocol/questions.ts';
import type { Answered, FromWebview, ToWebview } from '../../src/protocol/webviewMessages.ts';
import type { Host, HostListener } from './host.ts';

interface Kept {
  readonly session: string;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromWebview): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
};

/** A VS Code webview: the extension carries the frames, so the page needs no socket and no token. */
export class VsCodeRelay implements Host {
  readonly theme = null;
  readonly signOut = null;
  readonly address = null;
  readonly #editor = acquireVsCodeApi();
  /** What waits for the answers to questions, by their numbers. */
  readonly #asked = new Map<number, (answered: Answered) => void>();
  #questions = 0;

  start(listener: HostListener): void {
    window.addEventListener('message', ({ data }: MessageEvent<ToWebview>) => {
      switch (data.kind) {
        case 'frame':
          return listener.frame(data.frame);
        case 'disconnected':
          return listener.lost({ signedOut: false, advice: data.message ?? null });
        case 'answered':
          return this.#asked.get(data.id)?.(data.answered);
        case 'follow':
          this.#editor.setState({ session: data.session });
          return listener.follow(data.session);
        case 'share':
          return listener.share();
      }
    });
    this.#editor.postMessage({ kind: 'ready' });
  }

  send(frame: ClientFrame): void {
    this.#editor.postMessage({ kind: 'frame', frame });
  }

  async ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    const id = ++this.#questions;
    const { promise, resolve } = Promise.withResolvers<Answered>();
    this.#asked.set(id, resolve);
    this.#editor.postMessage({ kind: 'ask', id, question });
    const answered = await promise;
    this.#asked.delete(id);
    if (!answered.ok) throw new Error(answered.message);
    return answered.answer as AnswerTo<Q>;
  }

  /** The extension has noticed already, and looks for the server by itself. */
  reconnect(): void {}

  rememberedSession(): string | null {
    return this.#editor.getState()?.session ?? null;
  }

  rememberSession(session: string): void {
    this.#editor.setState({ session });
    this.#editor.postMessage({ kind: 'followed', session });
  }

  exportSession(session: string): void {
    this.#editor.postMessage({ kind: 'export', session });
  }
}
