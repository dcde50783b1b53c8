import type { ExportFormat } from '../../src/protocol/exportFormats.ts';
import type { ClientFrame, ServerFrame } from '../../src/protocol/frames.ts';
import type { ReportChoice, ReportFormat } from '../../src/protocol/historyQuestions.ts';
import type { AnswerTo, Question } from '../../src/protocol/questions.ts';
import type { RecordingHead } from '../../src/protocol/recording.ts';
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
  /** A session was chosen outside the page: in the address, or in the editor. `at`: as it was at this time, ms. */
  readonly follow: (session: string, at: number | null) => void;
  /** The person asked outside the page, in the editor, how the server is shared. */
  readonly share: () => void;
  /** The history was asked for, or is no longer. */
  readonly history: (open: boolean) => void;
}

export type Ask = <Q extends Question>(question: Q) => Promise<AnswerTo<Q>>;

/** The part of the page's address that says where in the history the person is. */
export interface KeptPlace {
  /** Without the "#". */
  readonly read: () => string;
  readonly keep: (place: string) => void;
}

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
  /** The moment of it that was on view or asked for, ms; null: what happens now. */
  readonly rememberedMoment: () => number | null;
  /** Keeps which moment of a session is on view; null: what happens now. */
  readonly rememberMoment: (session: string, at: number | null) => void;
  /** The person chose a session in the page. */
  readonly rememberSession: (session: string) => void;
  /** Whether the page begins with the history. */
  readonly wantsHistory: () => boolean;
  /** null where there is no history. */
  readonly historyPlace: KeptPlace | null;
  /** The person asked for the history, or wants back. The listener is told what comes of it. */
  readonly showHistory: (open: boolean) => void;
  /** The person chose a session in the history, and a time in it where that is given, ms. The listener is told. */
  readonly openSession: (session: string, at: number | null) => void;
  /** Keeps a report as a file; null where there is no history. */
  readonly downloadReport: ((format: ReportFormat, choice: ReportChoice) => void) | null;
  /** In which formats a session can be kept as a file; null where the surroundings ask for the format by themselves. */
  readonly exportFormats: readonly ExportFormat[] | null;
  /** Keeps a session as a file. */
  readonly exportSession: (session: string, format: ExportFormat) => void;
  /** What the page is a recording of; null where a server tells it. */
  readonly recording: RecordingHead | null;
  /** Ends what this browser was let in by, and leaves the page; null where nobody signs in. */
  readonly signOut: (() => Promise<void>) | null;
  /** Where the person found the page, if others can find it there too: not an address of their own machine. */
  readonly address: string | null;
  /** Whether the page has to tell of alerts by itself: an editor does so already. */
  readonly notifies: boolean;
  /** null where the surroundings decide. */
  readonly theme: Theme | null;
}
