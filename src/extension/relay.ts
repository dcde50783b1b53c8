import type { ClientFrame } from '../protocol/frames.ts';
import { t } from '../protocol/language.ts';
import type { Question } from '../protocol/questions.ts';
import type { ToWebview } from '../protocol/webviewMessages.ts';
import { answerQuestion } from './answerQuestion.ts';
import type { Endpoint } from './launchServer.ts';
import type { ServerConnection } from './serverConnection.ts';
import type { ServerSocket } from './serverSocket.ts';
import { openSocket } from './serverSocket.ts';

const REOPEN_AFTER_MS = 500;

/**
 * Carries frames between one page and the server, over a socket of its own, so that the page needs neither the
 * network nor the key. A page that is hidden or not ready has none: each opening begins with the server's `hello`.
 */
export class Relay {
  readonly #connection: Pick<ServerConnection, 'state' | 'subscribe'>;
  readonly #post: (message: ToWebview) => void;
  readonly #subscription: { dispose(): void };
  #open = false;
  #socket: ServerSocket | null = null;
  #endpoint: Endpoint | null = null;
  #reopening: NodeJS.Timeout | undefined;

  constructor(connection: Pick<ServerConnection, 'state' | 'subscribe'>, post: (message: ToWebview) => void) {
    this.#connection = connection;
    this.#post = post;
    this.#subscription = connection.subscribe(() => this.#align());
  }

  /** The page can take messages, and has none yet. */
  open(): void {
    this.close();
    this.#open = true;
    this.#align();
    if (this.#socket === null) this.#post({ kind: 'disconnected', message: this.#whyNot() });
  }

  close(): void {
    this.#open = false;
    this.#drop();
  }

  send(frame: ClientFrame): void {
    this.#socket?.send(frame);
  }

  /** Tells the page the answer to a question that it numbered. */
  async ask(id: number, question: Question): Promise<void> {
    this.#post({ kind: 'answered', id, answered: await answerQuestion(this.#connection.state, question) });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.close();
  }

  /** A socket while the page is open and the server is there, and to the server that is there. */
  #align(): void {
    const { state } = this.#connection;
    const endpoint = this.#open && state.kind === 'connected' ? state.endpoint : null;
    if (endpoint === this.#endpoint) return;
    const had = this.#socket !== null;
    this.#drop();
    this.#endpoint = endpoint;
    if (endpoint !== null) this.#connect(endpoint);
    else if (had) this.#post({ kind: 'disconnected', message: this.#whyNot() });
  }

  #connect(endpoint: Endpoint): void {
    this.#socket = openSocket(endpoint, {
      onFrame: (frame) => this.#post({ kind: 'frame', frame }),
      onLost: () => {
        this.#socket = null;
        this.#post({ kind: 'disconnected', message: this.#whyNot() });
        this.#reopening = setTimeout(() => this.#connect(endpoint), REOPEN_AFTER_MS);
      },
    });
  }

  #drop(): void {
    clearTimeout(this.#reopening);
    this.#socket?.close();
    this.#socket = null;
    this.#endpoint = null;
  }

  #whyNot(): string {
    const { state } = this.#connection;
    switch (state.kind) {
      case 'off':
        return t('The Livestream server is stopped. Start it with “Livestream: Start Server”.');
      case 'failed':
        return state.problem.message;
      case 'starting':
        return t('The Livestream server is starting…');
      case 'connected':
      case 'lost':
        return t('The connection to the Livestream server was lost. Looking for it again…');
    }
  }
}
