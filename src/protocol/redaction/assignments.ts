import { isBareLiteral, isQuotedLiteral, MASK } from './literals.ts';
import { providerOf } from './providerSecrets.ts';

/**
 * What a name ends with whose value is a secret. `tokens`, `max_tokens` and `token_count` do not; `auth` counts as npm and
 * Docker write it: `_auth=`, `"auth":`.
 */
const WORD =
  'password|passwd|passphrase|passcode|pwd|secret|token|credentials?|authorization|(?<=["_])auth|' +
  '(?:api|secret|private|encryption|signing|access|account|auth|master|storage|service|deploy|client)[_-]?key(?:[_-]?base)?|' +
  'connection[_-]?string|shared[_-]?access[_-]?(?:key|signature)';
/** What may follow it and changes nothing: `API_KEY_2`, `DB_PASSWORD_PROD`. */
const SUFFIX =
  '(?:[_-]?\\d{1,3}|[_-](?:prod|production|dev|staging|test|live|local|old|new|primary|secondary|admin|root))?';
/** The word, with what joins it to its value: `password=`, `"token": `, `api_key => `, `<secret>`; a space, as in `--token x`. */
const NAME = new RegExp(
  `(${WORD})${SUFFIX}(?![A-Za-z0-9_-])(?:\\\\{0,7}["'\`]\\]?|\\?|!)?([ \\t]{0,40}(?:=>|:=|={1,3}|:|>)[ \\t]{0,40}|[ \\t]{1,40})(?!${MASK})\\[?`,
  'gi',
);
const FIELD = new RegExp(`(${WORD})${SUFFIX}$`, 'i');
const QUOTE = /[bfru]{0,2}(\\{0,7})(["'`])/iy;
/** What a value without quotes is made of. Commas and semicolons belong to it where no other setting follows. */
const BARE =
  /(?:[^\s\p{Cc}"'`\\,;<]|\\(?![nrt"'`\\])|["'](?=\w)|,(?!\s|["'\\]|$|[\w.-]{1,40}[=:])|;(?!\s|["'\\]|$|[\w .-]{1,40}=))+/uy;
/** The same in an address. */
const PARAMETER = /[^\s\p{Cc}"'`\\<&#;]+/uy;
/** Characters of a value by which it is judged: one that is no secret may hold others, and is looked through again. */
const JUDGED = 512;

interface Value {
  readonly from: number;
  readonly to: number;
  readonly isSecret: boolean;
}

/** Masks what is assigned to a name that says it is a secret, in environment files, JSON, YAML, code, addresses, commands. */
export function maskAssignments(text: string): string {
  let masked = '';
  let done = 0;
  NAME.lastIndex = 0;
  for (let name = NAME.exec(text); name !== null; name = NAME.exec(text)) {
    const value = readValue(text, name);
    if (!value?.isSecret) continue;
    masked += text.slice(done, value.from) + mask(name[1]!, text.slice(value.from, value.to));
    done = NAME.lastIndex = value.to;
  }
  return done === 0 ? text : masked + text.slice(done);
}

/** The value of a field, as `"name": "value"` is masked. */
export function maskField(name: string, value: string): string {
  const word = FIELD.exec(`"${name}`)?.[1];
  return word !== undefined && isQuotedLiteral(value.slice(0, JUDGED)) ? mask(word, value) : value;
}

function mask(word: string, secret: string): string {
  const kind = /^pass|^pwd/i.test(word) ? 'password' : (/secret$|token$|key$|string$/i.exec(word)?.[0] ?? 'credential');
  return `[${providerOf(secret.slice(0, JUDGED)) ?? kind.toLowerCase()} hidden]`;
}

function readValue(text: string, name: RegExpExecArray): Value | null {
  const [whole, word, joint] = name as unknown as [string, string, string];
  const before = text.slice(Math.max(0, name.index - 80), name.index);
  const sign = joint.trim();
  if (sign === '' && !/--[\w-]*$/.test(before)) return null;
  if (sign === '>' && !/<[\w:]*$/.test(before)) return null;
  const from = name.index + whole.length;
  return readQuoted(text, from) ?? readBare(text, { from, word, before, tight: joint === sign || sign === '' });
}

function readQuoted(text: string, at: number): Value | null {
  QUOTE.lastIndex = at;
  const [opening, escapes, quote] = QUOTE.exec(text) ?? [];
  if (opening === undefined) return null;
  const from = at + opening.length;
  const to = closing(text, from, quote!, escapes!.length);
  return { from, to, isSecret: isQuotedLiteral(text.slice(from, Math.min(to, from + JUDGED))) };
}

/**
 * Where a quoted value ends: at its own quote, behind as many backslashes as the opening one (`depth`), or with its line.
 * A quote within has more, or at the outermost an odd number.
 */
function closing(text: string, from: number, quote: string, depth: number): number {
  let escapes = 0;
  for (let at = from; at < text.length; at++) {
    const each = text[at];
    if (each === '\n') return at;
    if (each === quote && (escapes < depth || escapes % (2 * (depth + 1)) === depth))
      return at - Math.min(escapes, depth);
    escapes = each === '\\' ? escapes + 1 : 0;
  }
  return text.length;
}

interface Place {
  readonly from: number;
  readonly word: string;
  /** The end of what stands before the word. */
  readonly before: string;
  readonly tight: boolean;
}

function readBare(text: string, { from, word, before, tight }: Place): Value | null {
  const run = /[?&][\w.-]*$/.test(before) ? PARAMETER : BARE;
  const near = text.slice(from, from + 2 * JUDGED);
  const judged = runAt(run, near.slice(0, JUDGED), 0);
  if (judged === '') return null;
  const next = near.slice(judged.length, judged.length + 40);
  const isSecret = isBareLiteral({
    text: judged,
    word,
    tight,
    first: /(?:^|\n)[\s"'`{-]*[\w.-]*$/.test(before),
    last: /^[ \t,;})\]]*(?:$|\n|#|\/\/|\\n)/.test(next),
    next,
  });
  return { from, to: from + (isSecret ? runAt(run, text, from) : judged).length, isSecret };
}

/** The run that begins there, without what closes a bracket or a sentence. */
function runAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  const run = pattern.exec(text)?.[0] ?? '';
  const end = /[)\]},;.]{1,8}$/.exec(run.slice(-8));
  return end === null || run.includes('(') ? run : run.slice(0, -end[0].length);
}
