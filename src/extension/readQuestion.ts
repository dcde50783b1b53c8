import type { Question } from '../protocol/questions.ts';

type Check = (value: unknown) => boolean;

type FieldsOf<Q extends Question> = { readonly [Field in Exclude<keyof Q, 'about'>]-?: Check };

const LONGEST_TEXT = 1_000;

const isText: Check = (value) => typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT;
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isRole: Check = (value) => value === 'viewer' || value === 'owner';
const isLifetime: Check = (value) => value === '1h' || value === '1d' || value === '7d';

/** Every question that a page may ask, and what each of its fields has to be. */
const QUESTIONS: { readonly [About in Question['about']]: FieldsOf<Extract<Question, { about: About }>> } = {
  original: { session: isText, seq: isCount },
  requests: { session: isText, offset: isCount },
  me: {},
  sharing: {},
  access: {},
  share_on_lan: { address: (value) => value === undefined || isText(value) },
  stop_lan: {},
  open_tunnel: {},
  close_tunnel: {},
  pairing_code: { role: isRole },
  share_link: { session: isText, expires_in: isLifetime },
  token: { name: isText, role: isRole },
  revoke: { id: isText },
  add_user: { name: isText, role: isRole, password: isText },
  remove_user: { name: isText },
};

/**
 * What a page asks, if it is a question that a page may ask. It is checked to the last field, and has no other: it becomes
 * a request to the server with the key of its owner.
 */
export function readQuestion(value: unknown): Question | null {
  if (typeof value !== 'object' || value === null) return null;
  const { about, ...given } = value as Readonly<Record<string, unknown>>;
  if (typeof about !== 'string' || !Object.hasOwn(QUESTIONS, about)) return null;
  const fields: Readonly<Record<string, Check>> = QUESTIONS[about as Question['about']];
  const isRight =
    Object.keys(given).every((name) => Object.hasOwn(fields, name)) &&
    Object.entries(fields).every(([name, check]) => check(given[name]));
  return isRight ? (value as Question) : null;
}
