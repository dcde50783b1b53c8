import type { ClientFrame, ServerFrame } from '../../src/protocol/frames.ts';
import type { AnswerTo, Question } from '../../src/protocol/questions.ts';
import type { Theme } from '../theme.ts';

export interface Loss {
  /** The server is there, and does not let this visitor in any more. */
  readonly signedOut: boolean;
  /** What to do about it, if anything. */
  readonly advice: string | null;
}

/** What a host tells the dashboard. */
export interface HostListener {
  readonly frame: (frame: ServerFrame) => void;
  /** The server does not answer so far: what is on view may be old. Any frame ends the doubt. */
  readonly doubted: () => void;
  /** The server is out of reach; a `hello` frame says that it is back. */
  readonly lost: (loss: Loss) => void;
  /** A session was chosen outside the page: in the address, or in the editor. */
  readonly follow: (session: string) => void;
  /** The person asked outside the page, in the editor, how the server is shared. */
  readonly share: () => void;
}

export type Ask = <Q extends Question>(question: Q) => Promise<AnswerTo<Q>>;

/** Where the dashboard runs, and what it can ask for there. */
export interface Host {
  /** Begins to listen. Called once, before anything is sent. */
  readonly start: (listener: HostListener) => void;
  readonly send: (frame: ClientFrame) => void;
  /** Asks the server once. The message of the error it rejects with is for people. */
  readonly ask: Ask;
  /** Tries at once to reach the server, where it would wait. */
  readonly reconnect: () => void;
  /** The session the person looked at before, or asked for in the address. */
  readonly rememberedSession: () => string | null;
  /** The person chose a session in the page. */
  readonly rememberSession: (session: string) => void;
  readonly exportSession: (session: string) => void;
  /** Ends what this browser was let in by, and leaves the page; null where nobody signs in. */
  readonly signOut: (() => Promise<void>) | null;
  /** Where the person found the page, if others can find it there too: not an address of their own machine. */
  readonly address: string | null;
  /** null where the surroundings decide. */
  readonly theme: Theme | null;
}
