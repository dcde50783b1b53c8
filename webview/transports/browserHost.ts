import { EXPORT_FORMATS, exportPath } from '../../src/protocol/exportFormats.ts';
import type { ExportFormat } from '../../src/protocol/exportFormats.ts';
import type { ClientFrame } from '../../src/protocol/frames.ts';
import { reportFile } from '../../src/protocol/historyQuestions.ts';
import type { ReportChoice, ReportFormat } from '../../src/protocol/historyQuestions.ts';
import type { AnswerTo, Question } from '../../src/protocol/questions.ts';
import { questionRequest, whyNoAnswer } from '../../src/protocol/questions.ts';
import { Theme } from '../theme.ts';
import { BrowserSocket } from './browserSocket.ts';
import type { Host, HostListener } from './host.ts';

const ANSWER_WITHIN_MS = 30_000;
const OWN_MACHINE = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** A browser: the server's own page, with the session in the address. */
export class BrowserHost implements Host {
  readonly notifies = true;
  readonly exportFormats = EXPORT_FORMATS;
  readonly recording = null;
  readonly theme = new Theme();
  readonly address = OWN_MACHINE.test(location.hostname) ? null : new URL('./', document.baseURI).href;
  #socket: BrowserSocket | null = null;
  #listener: HostListener | null = null;
  /** What the browser's own way back leads to is a place of this page. */
  #cameFromHere = false;

  start(listener: HostListener): void {
    this.#listener = listener;
    window.addEventListener('hashchange', () => {
      const session = this.rememberedSession();
      if (session !== null) listener.follow(session, this.rememberedMoment());
      listener.history(this.wantsHistory());
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

  /** Sessions that are compared are none to be followed. */
  rememberedSession(): string | null {
    const place = this.wantsHistory() ? '' : location.hash.slice(1);
    const [chosen, asked] = [place, location.search].map((part) => new URLSearchParams(part).get('session'));
    return chosen || asked || null;
  }

  rememberedMoment(): number | null {
    const at = Number(new URLSearchParams(location.hash.slice(1)).get('t') ?? NaN);
    return Number.isSafeInteger(at) && at >= 0 ? at : null;
  }

  rememberMoment(session: string, at: number | null): void {
    history.replaceState(null, '', placeOf(session, at));
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

  exportSession(session: string, format: ExportFormat): void {
    download(exportPath(session, format));
  }

  downloadReport(format: ReportFormat, choice: ReportChoice): void {
    download(reportFile(format, choice));
  }

  wantsHistory(): boolean {
    const place = new URLSearchParams(location.hash.slice(1));
    return place.has('history') || place.has('view');
  }

  readonly historyPlace = {
    read: (): string => location.hash.slice(1),
    keep: (place: string): void => history.replaceState(null, '', `#${place}`),
  };

  /** A place of its own in the browser's history, so that the way back is the browser's too. */
  showHistory(open: boolean): void {
    if (open) {
      this.#cameFromHere = true;
      location.hash = 'history';
      this.#listener?.history(true);
    } else if (this.#cameFromHere && this.wantsHistory()) {
      history.back();
    } else {
      if (this.wantsHistory()) history.replaceState(null, '', location.pathname + location.search);
      this.#listener?.history(false);
    }
  }

  openSession(session: string, at: number | null): void {
    const place = placeOf(session, at);
    // An address that does not change tells of nothing.
    if (location.hash === place) this.#listener?.follow(session, at);
    else location.hash = place;
  }
}

/** The part of the address that leads to a session, and to a moment of it. */
function placeOf(session: string, at: number | null): string {
  return `#${new URLSearchParams({ session, ...(at !== null && { t: String(at) }) })}`;
}

function download(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.click();
}
