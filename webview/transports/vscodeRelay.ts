import type { ClientFrame } from '../../src/protocol/frames.ts';
import type { ReportChoice, ReportFormat } from '../../src/protocol/historyQuestions.ts';
import type { AnswerTo, Question } from '../../src/protocol/questions.ts';
import type { Answered, FromWebview, ToWebview } from '../../src/protocol/webviewMessages.ts';
import type { Host, HostListener } from './host.ts';

/** What the page shows, for when it is loaded anew: a panel that is hidden has no page. */
interface Kept {
  readonly session: string | null;
  readonly at: number | null;
  readonly history: boolean;
  /** Where in the history. */
  readonly place?: string;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromWebview): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
};

/** A VS Code webview: the extension carries the frames, so the page needs no socket and no token. */
export class VsCodeRelay implements Host {
  readonly theme = null;
  readonly notifies = false;
  readonly exportFormats = null;
  readonly recording = null;
  readonly signOut = null;
  readonly address = null;
  readonly historyPlace = {
    read: (): string => this.#kept.place ?? '',
    keep: (place: string): void => this.#keep({ place }),
  };
  readonly #editor = acquireVsCodeApi();
  /** What waits for the answers to questions, by their numbers. */
  readonly #asked = new Map<number, (answered: Answered) => void>();
  #questions = 0;
  #listener: HostListener | null = null;

  start(listener: HostListener): void {
    this.#listener = listener;
    window.addEventListener('message', ({ data }: MessageEvent<ToWebview>) => {
      switch (data.kind) {
        case 'frame':
          return listener.frame(data.frame);
        case 'disconnected':
          return listener.lost({ signedOut: false, advice: data.message ?? null });
        case 'answered':
          return this.#asked.get(data.id)?.(data.answered);
        case 'follow':
          this.#keep({ session: data.session, at: data.at, history: false });
          return listener.follow(data.session, data.at);
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
    return this.#kept.session;
  }

  rememberedMoment(): number | null {
    return this.#kept.at;
  }

  rememberMoment(session: string, at: number | null): void {
    this.#keep({ session, at });
  }

  rememberSession(session: string): void {
    this.#choose(session, null);
  }

  wantsHistory(): boolean {
    return this.#kept.history;
  }

  showHistory(open: boolean): void {
    this.#keep({ history: open });
    this.#listener?.history(open);
  }

  openSession(session: string, at: number | null): void {
    this.#choose(session, at);
    this.#listener?.follow(session, at);
  }

  downloadReport(format: ReportFormat, choice: ReportChoice): void {
    this.#editor.postMessage({ kind: 'report', format, choice });
  }

  exportSession(session: string): void {
    this.#editor.postMessage({ kind: 'export', session });
  }

  #choose(session: string, at: number | null): void {
    this.#keep({ session, at, history: false });
    this.#editor.postMessage({ kind: 'followed', session });
  }

  get #kept(): Kept {
    return this.#editor.getState() ?? { session: null, at: null, history: false };
  }

  #keep(change: Partial<Kept>): void {
    this.#editor.setState({ ...this.#kept, ...change });
  }
}
