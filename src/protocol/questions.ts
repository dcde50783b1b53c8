/**
 * What a dashboard asks the server, or asks of it, only when a person wants it. It is answered once, over HTTP; a page in
 * an editor asks through the extension, which has the key.
 */
import { t } from './language.ts';
import { alertRequest, isAlertQuestion } from './alertQuestions.ts';
import type { AlertAnswers, AlertQuestion } from './alertQuestions.ts';
import type { Tokens } from './events.ts';
import { historyRequest, isHistoryQuestion, queryString } from './historyQuestions.ts';
import type { HistoryAnswers, HistoryQuestion } from './historyQuestions.ts';
import { LOG_KINDS, LOG_LEVELS } from './logKinds.ts';
import type { LinesPage, LinesQuery } from './logPages.ts';
import { isReplayQuestion, replayPath } from './replayQuestions.ts';
import type { ReplayAnswers, ReplayQuestion } from './replayQuestions.ts';
import { isSharingQuestion, SHARING_PATHS, sharingBody } from './sharingQuestions.ts';
import type { SharingAnswers, SharingQuestion } from './sharingQuestions.ts';

export type Question =
  ServerQuestion | SessionQuestion | SharingQuestion | HistoryQuestion | ReplayQuestion | AlertQuestion;

type SessionQuestion =
  /** The whole of a log line, from the file it came from. */
  | { readonly about: 'original'; readonly session: string; readonly seq: number }
  /** A page of its log: the newest lines, or those before, after or around an event. `levels`, `kinds`: with commas. */
  | {
      readonly about: 'lines';
      readonly session: string;
      readonly before?: number;
      readonly after?: number;
      readonly around?: number;
      readonly limit: number;
      readonly levels?: string;
      readonly kinds?: string;
      readonly q?: string;
    }
  /** The requests that a session's tokens and cost are the sum of, oldest first, from `offset` on. */
  | { readonly about: 'requests'; readonly session: string; readonly offset: number };

/** Requests in one answer. */
export const REQUESTS_IN_ANSWER = 200;

/** Asked of the server itself. */
type ServerQuestion =
  /** Play the demo, unless it is being played. */
  | { readonly about: 'play_demo' }
  /** How the server does. */
  | { readonly about: 'health' };

/** How the server does, for those who may inspect it. */
export interface Health {
  readonly version: string;
  readonly pid: number;
  readonly uptime_seconds: number;
  readonly sessions: number;
  readonly connections: number;
  /** How long something that was due had to wait, ms. */
  readonly event_loop_delay_ms: { readonly p99: number; readonly max: number };
  readonly data_dir: string;
  readonly log_file: string;
  readonly sources: readonly {
    readonly name: string;
    readonly roots: readonly string[];
    readonly indexing: { readonly files_read: number; readonly files_found: number } | null;
  }[];
}

export interface Original {
  readonly text: string;
}

/** One answered request to a model, as it was counted. */
export interface CountedRequest {
  /** The provider's id. */
  readonly request: string;
  /** ISO 8601. */
  readonly time: string | null;
  /** The sub-agent that asked; null: the main thread. */
  readonly agent: string | null;
  /** Who told of it: "transcript", "otlp". */
  readonly source: string;
  readonly model: string | null;
  readonly speed: string | null;
  readonly purpose: string | null;
  /** null when the price is not known. */
  readonly usd: number | null;
  /** The answer was cut off: its output is a lower bound. */
  readonly incomplete: boolean;
  readonly tokens: Tokens;
}

export interface RequestsPage {
  /** Of the whole session. */
  readonly total: number;
  readonly requests: readonly CountedRequest[];
}

interface Answers extends SharingAnswers, HistoryAnswers, ReplayAnswers, AlertAnswers {
  readonly health: Health;
  readonly play_demo: { readonly status: 'playing' };
  readonly original: Original;
  readonly lines: LinesPage;
  readonly requests: RequestsPage;
}

export type AnswerTo<Q extends Question> = Answers[Q['about']];

/** What is sent to the server. */
export interface QuestionRequest {
  /** Without a slash at the start. */
  readonly path: string;
  /** JSON to POST; undefined for a GET. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

export function questionRequest(question: Question): QuestionRequest {
  if (isHistoryQuestion(question)) return historyRequest(question);
  if (isAlertQuestion(question)) return alertRequest(question);
  if (question.about === 'play_demo') return { path: 'api/demo', body: {} };
  if (question.about === 'health') return { path: 'api/health', body: undefined };
  if (isReplayQuestion(question)) return { path: replayPath(question), body: undefined };
  return isSharingQuestion(question)
    ? { path: SHARING_PATHS[question.about], body: sharingBody(question) }
    : { path: sessionPath(question), body: undefined };
}

function sessionPath(question: SessionQuestion): string {
  const session = encodeURIComponent(question.session);
  switch (question.about) {
    case 'original':
      return `api/original/${session}/${question.seq}`;
    case 'lines': {
      const { about: _about, session: _session, ...query } = question;
      return `api/lines/${session}${queryString(query)}`;
    }
    case 'requests':
      return `api/requests/${session}?limit=${REQUESTS_IN_ANSWER}&offset=${question.offset}`;
  }
}

/** What went wrong, in the server's words where it gave any. `body`: of an answer that is not the one asked for. */
export function whyNoAnswer(status: number, body: string): string {
  try {
    const { error } = JSON.parse(body) as { error?: unknown };
    if (typeof error === 'string') return error;
  } catch {
    // No JSON: something between here and the server answered.
  }
  return t`The server answered ${status}.`;
}

/** The same question as it is asked of who reads the log; what is in the page of a recording is masked already. */
export function linesQuery(question: Extract<SessionQuestion, { about: 'lines' }>): LinesQuery {
  const { levels = '', kinds = '', q: text = '', before, after, around, limit } = question;
  const chosen = <T extends string>(known: readonly T[], words: string): readonly T[] =>
    known.filter((each) => words.split(',').includes(each));
  return {
    before,
    after,
    around,
    limit,
    text,
    levels: chosen(LOG_LEVELS, levels),
    kinds: chosen(LOG_KINDS, kinds),
    masked: false,
  };
}
