import { inEnglish } from '../../protocol/language.ts';
import type { Answer } from './post.ts';

/** What becomes of a delivery after one try. */
export type Verdict =
  | { readonly status: 'delivered' | 'failed'; readonly answer: string; readonly httpStatus?: number }
  /** Tried again. `pauseMs`: how long the service wants to hear nothing at all. */
  | { readonly status: 'retrying'; readonly answer: string; readonly httpStatus?: number; readonly pauseMs?: number };

/** Answers that are worth another try: too early, too much, or the service's own trouble. */
const TRY_AGAIN = [408, 425, 429];

/** `now`: ms since the Unix epoch. */
export function verdictOf(answer: Answer, now: number): Verdict {
  if (answer.kind === 'refused') return { status: 'failed', answer: inEnglish`not sent: ${answer.reason}` };
  if (answer.kind === 'failed') return { status: 'retrying', answer: answer.reason };
  const { status: httpStatus, retryAfter } = answer;
  if (httpStatus >= 200 && httpStatus < 300)
    return { status: 'delivered', answer: inEnglish`accepted (${httpStatus})`, httpStatus };
  if (httpStatus >= 500 || TRY_AGAIN.includes(httpStatus)) {
    const pauseMs = retryAfterMs(retryAfter, now);
    const what = httpStatus === 429 ? inEnglish`too many messages` : inEnglish`the service is in trouble`;
    return {
      status: 'retrying',
      answer: `${what} (${httpStatus})`,
      httpStatus,
      ...(pauseMs !== undefined && { pauseMs }),
    };
  }
  return { status: 'failed', answer: `${meaningOf(httpStatus)} (${httpStatus})`, httpStatus };
}

function meaningOf(status: number): string {
  if (status >= 300 && status < 400)
    return inEnglish`the address leads elsewhere, and redirects are not followed: use the new one`;
  if (status === 401 || status === 403) return inEnglish`the service does not accept the secret: make a new one`;
  if (status === 404 || status === 410) return inEnglish`the webhook is not there any more: make a new one`;
  if (status === 413) return inEnglish`the message is too large for the service`;
  return inEnglish`the service does not accept the message`;
}

/** Retry-After is a number of seconds or a date, as RFC 9110 writes it. */
function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  const ms = header.trim() !== '' && Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
