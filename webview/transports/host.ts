import type { ExportFormat } from '../../src/protocol/exportFormats.ts';
import type { ClientFrame, ServerFrame } from '../../src/protocol/frames.ts';
import type { ReportChoice, ReportFormat } from '../../src/protocol/historyQuestions.ts';
import type { AnswerTo, Question } from '../../src/protocol/questions.ts';
import type { RecordingHead } from '../../src/protocol/recording.ts';
import type { Place } from '../place.ts';
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
  /** The page is at another place: by its address, or because somebody chose it in the page or in the editor. */
  readonly moved: () => void;
  /** The person asked outside the page, in the editor, how the server is shared. */
  readonly share: () => void;
}

export type Ask = <Q extends Question>(question: Q) => Promise<AnswerTo<Q>>;

/** Where in the page the person is, as the page's address keeps it. */
export interface KeptPlace {
  readonly read: () => Place;
  /** Another place of the same view, or a detail of it: no step for the way back. */
  readonly keep: (place: Place) => void;
  /** Somewhere else: the way back leads here again. The listener is told. */
  readonly go: (place: Place) => void;
  /** Back to where `go` was called last, which is told for those that keep no way back. */
  readonly back: (place: Place) => void;
}

/** Addresses of lines of a log. */
export interface LinePlace {
  /** The line that the page's address leads to; null: none. */
  readonly read: () => number | null;
  /** An address that leads to a line, now or, as it was, at that time, ms since the Unix epoch. */
  readonly link: (session: string, line: number, at: number | null) => Promise<string>;
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
  readonly place: KeptPlace;
  /** An address that leads to a line of a session, now or, as it was, at that time, ms since the Unix epoch. */
  readonly lineLink: LinePlace['link'];
  /** Keeps a report as a file; null where there are no reports. */
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
