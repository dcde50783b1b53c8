import type { ClientFrame, ServerFrame } from '../../src/protocol/frames.ts';
import type { AnswerTo, Question } from '../../src/protocol/questions.ts';
import type { Theme } from '../theme.ts';

/** What a host tells the dashboard. */
export interface HostListener {
  readonly frame: (frame: ServerFrame) => void;
  /** The server is out of reach. `advice` says what to do about it, if anything. */
  readonly lost: (advice?: string) => void;
  /** A session was chosen outside the page: in the address, or in the editor. */
  readonly follow: (session: string) => void;
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
  /** null where the surroundings decide. */
  readonly theme: Theme | null;
}
