import { inEnglish } from '../../protocol/language.ts';
import type { AlertData, AlertRule, Severity } from '../../protocol/alerts.ts';
import { redact } from '../../protocol/redaction/redact.ts';

/** Characters of what leaves this machine. */
const TITLE_LENGTH = 140;
const TEXT_LENGTH = 1_000;
const REPORT_LENGTH = 2_500;

/** What is said to a channel of one alert, whatever form it gives it. */
export interface Message {
  /** The same however often it is sent. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly rule: AlertRule | 'test';
  readonly severity: Severity;
  readonly session: string | null;
  /** ms since the Unix epoch. */
  readonly time: number;
  readonly value: number | null;
  readonly threshold: number | null;
  readonly customType: string | null;
}

/** The one place where what a session says becomes a text that leaves this machine. */
export function messageOf(alert: {
  readonly id: string;
  readonly session: string;
  readonly time: number;
  readonly data: AlertData;
}): Message {
  const { id, session, time, data } = alert;
  return {
    id: `${session}/${id}`,
    title: leaving(data.title, TITLE_LENGTH),
    text: data.rule === 'report' ? leavingLines(data.text, REPORT_LENGTH) : leaving(data.text, TEXT_LENGTH),
    rule: data.rule,
    severity: data.severity,
    session,
    time,
    value: data.value ?? null,
    threshold: data.threshold ?? null,
    customType: data.custom_type === undefined ? null : leaving(data.custom_type, TITLE_LENGTH),
  };
}

export function testMessage(channel: string, time: number): Message {
  return {
    id: `test/${channel}/${time}`,
    title: inEnglish`Livestream can reach you here`,
    text: inEnglish`This is a test of the channel "${channel}".`,
    rule: 'test',
    severity: 'news',
    session: null,
    time,
    value: null,
    threshold: null,
    customType: null,
  };
}

/** The lines of a report are the server's own; what sessions say in them was made one line before. */
function leavingLines(text: string, length: number): string {
  const lines = redact(text).split('\n').map((line) => leaving(line, length)); // prettier-ignore
  return shortened(lines.join('\n'), length);
}

/** One line of printable text, without secrets and without what turns the direction of writing. */
function leaving(text: string, length: number): string {
  const line = redact(text)
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();
  return shortened(line, length);
}

function shortened(text: string, length: number): string {
  const characters = [...text];
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : text;
}
