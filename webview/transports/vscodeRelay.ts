import type { ClientFrame } from '../../src/protocol/frames.ts';
import type { ReportChoice, ReportFormat } from '../../src/protocol/historyQuestions.ts';
import type { AnswerTo, Question } from '../../src/protocol/questions.ts';
import type { Answered, FromWebview, ToWebview } from '../../src/protocol/webviewMessages.ts';
import { OPEN_FILE } from '../log/openFile.ts';
import type { FileWish } from '../log/openFile.ts';
import { NOW, placeAddress, readPlace, RUNNING, sessionPlace } from '../place.ts';
import type { Place } from '../place.ts';
import type { Host, HostListener } from './host.ts';

/** Where the page is, for when it is loaded anew: a panel that is hidden has no page. */
interface Kept {
  readonly address?: string;
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
  /** The tree lists all sessions already: the panel begins with the one that runs. */
  readonly place = {
    read: (): Place => readPlace(this.#editor.getState()?.address ?? '') ?? RUNNING,
    keep: (place: Place): void => this.#editor.setState({ address: placeAddress(place) }),
    go: (place: Place): void => {
      if (place.session !== null) this.#editor.postMessage({ kind: 'followed', session: place.session });
      this.place.keep(place);
      this.#listener?.moved();
    },
    back: (place: Place): void => this.place.go(place),
  };
  readonly #editor = acquireVsCodeApi();
  /** What waits for the answers to questions, by their numbers. */
  readonly #asked = new Map<number, (answered: Answered) => void>();
  #questions = 0;
  /** The session on view. */
  #shown: string | null = null;
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
          this.place.keep(sessionPlace(data.session, data.at));
          return listener.moved();
        case 'compare':
          this.place.keep({ ...NOW, view: 'compare', sessions: data.sessions });
          return listener.moved();
        case 'share':
          return listener.share();
      }
    });
    window.addEventListener(OPEN_FILE, (event) => {
      const { path, line } = (event as CustomEvent<FileWish>).detail;
      if (this.#shown !== null) this.#editor.postMessage({ kind: 'open_file', session: this.#shown, path, line });
    });
    this.#editor.postMessage({ kind: 'ready' });
  }

  send(frame: ClientFrame): void {
    if (frame.type === 'subscribe') this.#shown = frame.session;
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

  /** A page in an editor has no address, but the same server shows the session in a browser too. */
  async lineLink(session: string, line: number, at: number | null): Promise<string> {
    const { lan, port } = await this.ask({ about: 'sharing' });
    return `${lan?.url ?? `http://127.0.0.1:${port}/`}#${placeAddress({ ...sessionPlace(session, at), line })}`;
  }

  downloadReport(format: ReportFormat, choice: ReportChoice): void {
    this.#editor.postMessage({ kind: 'report', format, choice });
  }

  exportSession(session: string): void {
    this.#editor.postMessage({ kind: 'export', session });
  }
}
