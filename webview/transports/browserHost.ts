import { EXPORT_FORMATS, exportPath } from '../../src/protocol/exportFormats.ts';
import type { ExportFormat } from '../../src/protocol/exportFormats.ts';
import type { ClientFrame } from '../../src/protocol/frames.ts';
import { reportFile } from '../../src/protocol/historyQuestions.ts';
import type { ReportChoice, ReportFormat } from '../../src/protocol/historyQuestions.ts';
import { t } from '../../src/protocol/language.ts';
import type { AnswerTo, Question } from '../../src/protocol/questions.ts';
import { questionRequest, whyNoAnswer } from '../../src/protocol/questions.ts';
import { NOW, placeAddress, readPlace, sessionPlace } from '../place.ts';
import type { Place } from '../place.ts';
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

  start(listener: HostListener): void {
    this.#listener = listener;
    window.addEventListener('hashchange', () => listener.moved());
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
      throw new Error(t('The server cannot be reached. Try again when the page says that it is connected.'));
    });
    if (!response.ok) throw new Error(whyNoAnswer(response.status, await response.text()));
    return (await response.json()) as AnswerTo<Q>;
  }

  reconnect(): void {
    this.#socket?.wake();
  }

  /** A link may name its session before the "#", too. */
  readonly place = {
    read: (): Place => readPlace(location.hash.slice(1)) ?? readPlace(sessionIn(location.search)) ?? NOW,
    keep: (place: Place): void => history.replaceState(null, '', `#${placeAddress(place)}`),
    go: (place: Place): void => {
      const hash = `#${placeAddress(place)}`;
      // An address that does not change tells of nothing.
      if (location.hash === hash) this.#listener?.moved();
      else location.hash = hash;
    },
    back: (): void => history.back(),
  };

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

  lineLink(session: string, line: number, at: number | null): Promise<string> {
    const hash = `#${placeAddress({ ...sessionPlace(session, at), line })}`;
    return Promise.resolve(new URL(hash, location.href.replace(/#.*/, '')).href);
  }
}

/** Of all that may stand before the "#" only the session counts. */
function sessionIn(search: string): string {
  const session = new URLSearchParams(search).get('session');
  return session === null ? '' : new URLSearchParams({ session }).toString();
}

function download(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.click();
}
