import { COMPARED_AT_LEAST, COMPARED_AT_MOST } from '../protocol/comparison.ts';
import { HISTORY_SORTS } from '../protocol/history.ts';
import type { ReportChoice } from '../protocol/historyQuestions.ts';
import type { Question } from '../protocol/questions.ts';
import { TREND_GROUPINGS } from '../protocol/trends.ts';

type Check = (value: unknown) => boolean;

type FieldsOf<Q extends Question> = { readonly [Field in Exclude<keyof Q, 'about'>]-?: Check };

const LONGEST_TEXT = 1_000;

const isText: Check = (value) => typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT;
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isRole: Check = (value) => value === 'viewer' || value === 'owner';
const isLifetime: Check = (value) => value === '1h' || value === '1d' || value === '7d';
const isSort: Check = (value) => (HISTORY_SORTS as readonly unknown[]).includes(value);
const isCost: Check = (value) => Number.isFinite(value) && (value as number) >= 0;
const isCompared: Check = (value) =>
  Array.isArray(value) && value.length >= COMPARED_AT_LEAST && value.length <= COMPARED_AT_MOST && value.every(isText);
const isGrouping: Check = (value) => (TREND_GROUPINGS as readonly unknown[]).includes(value);
/** What may be left out. */
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

/** Every question that a page may ask, and what each of its fields has to be. */
const QUESTIONS: { readonly [About in Question['about']]: FieldsOf<Extract<Question, { about: About }>> } = {
  play_demo: {},
  health: {},
  original: { session: isText, seq: isCount },
  lines: {
    session: isText,
    before: maybe(isCount),
    after: maybe(isCount),
    around: maybe(isCount),
    limit: isCount,
    levels: maybe(isText),
    kinds: maybe(isText),
    q: maybe(isText),
  },
  requests: { session: isText, offset: isCount },
  me: {},
  sharing: {},
  access: {},
  share_on_lan: { address: maybe(isText) },
  stop_lan: {},
  open_tunnel: {},
  close_tunnel: {},
  pairing_code: { role: isRole },
  share_link: { session: isText, expires_in: isLifetime },
  token: { name: isText, role: isRole },
  revoke: { id: isText },
  add_user: { name: isText, role: isRole, password: isText },
  remove_user: { name: isText },
  history: {
    source: maybe(isText),
    project: maybe(isText),
    state: maybe(isText),
    from: maybe(isText),
    to: maybe(isText),
    min_cost: maybe(isCost),
    max_cost: maybe(isCost),
    sort: isSort,
    limit: isCount,
    after: maybe(isText),
  },
  search: { q: isText, limit: isCount, before: maybe(isCount) },
  report: { from: maybe(isText), to: maybe(isText) },
  compare: { sessions: isCompared },
  trends: { by: isGrouping, from: maybe(isText), to: maybe(isText), tz: maybe(isText) },
  pin: { session: isText, pinned: (value) => typeof value === 'boolean' },
  delete: { session: isText },
  replay: { session: isText, at: maybe(isCount), seq: maybe(isCount), events: isCount },
  marks: { session: isText },
  series: { session: isText },
  alerts: { before: maybe(isCount) },
  channels: {},
  mute: { session: isText, muted: (value) => typeof value === 'boolean' },
  test_channel: { channel: isText },
};

/**
 * What a page asks, if it is a question that a page may ask. It is checked to the last field, and has no other: it becomes
 * a request to the server with the key of its owner.
 */
export function readQuestion(value: unknown): Question | null {
  if (!isObject(value)) return null;
  const { about, ...given } = value;
  if (typeof about !== 'string' || !Object.hasOwn(QUESTIONS, about)) return null;
  return hasFields(given, QUESTIONS[about as Question['about']]) ? (value as unknown as Question) : null;
}

/** The time of a report that a page wants to have saved, checked as a question is. */
export function readReportChoice(value: unknown): ReportChoice | null {
  return isObject(value) && hasFields(value, QUESTIONS.report) ? value : null;
}

function hasFields(given: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, Check>>): boolean {
  return (
    Object.keys(given).every((name) => Object.hasOwn(fields, name)) &&
    Object.entries(fields).every(([name, check]) => check(given[name]))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
