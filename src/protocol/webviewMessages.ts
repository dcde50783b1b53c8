/** What the dashboard in a VS Code webview and the extension say to each other: frames, relayed, and requests. */
import type { ClientFrame, ServerFrame } from './frames.ts';
import type { ReportChoice, ReportFormat } from './historyQuestions.ts';
import type { Question } from './questions.ts';

/** What came of a question: the server's answer, or why there is none. */
export type Answered =
  { readonly ok: true; readonly answer: unknown } | { readonly ok: false; readonly message: string };

export type ToWebview =
  | { readonly kind: 'frame'; readonly frame: ServerFrame }
  /** The extension lost the server; a `hello` frame says that it is back. `message` says what to do, if anything. */
  | { readonly kind: 'disconnected'; readonly message?: string }
  /** What came of the question with this number. */
  | { readonly kind: 'answered'; readonly id: number; readonly answered: Answered }
  /** Show this session, as it was at this time, ms since the Unix epoch; null: what happens now. */
  | { readonly kind: 'follow'; readonly session: string; readonly at: number | null }
  /** Show these sessions side by side. */
  | { readonly kind: 'compare'; readonly sessions: readonly string[] }
  /** Show how the server is shared: the QR code, and how to begin or end it. */
  | { readonly kind: 'share' };

export type FromWebview =
  /** The page can take messages now. Sent once, first; the extension answers with a `hello` frame. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'frame'; readonly frame: ClientFrame }
  /** `id` is the page's own number for the question: the answer comes with it. */
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  /** The person chose a session in the page. */
  | { readonly kind: 'followed'; readonly session: string }
  /** Open the file that a line of the session names; `line` counts from 1. The path is the session's own words. */
  | { readonly kind: 'open_file'; readonly session: string; readonly path: string; readonly line: number | null }
  /** Save the session to a file. */
  | { readonly kind: 'export'; readonly session: string }
  /** Save the report of a time to a file. */
  | { readonly kind: 'report'; readonly format: ReportFormat; readonly choice: ReportChoice };
