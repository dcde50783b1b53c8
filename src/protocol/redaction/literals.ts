const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** What stands in quotes where a secret would, and is a type, or nothing. */
const TYPES = words('any boolean buffer false int integer null number none object str string true undefined unknown');
/** The same without quotes: words of code, and of sentences about secrets. */
const REMARKS = words(
  `array async await base64 blank bool bytes changed char const correct default disabled empty enabled enter env error
  expected expired export failed field file hidden import incorrect input invalid is keyof lambda let literal masked matches
  mismatch missing must never new nil no not ok optional option path prompt public private readonly redacted removed
  rejected request required reset return revoked set sha256 should signed stdin super text this typeof unset unused updated
  valid value var varchar void was with wrong yes yield your`,
);

/** A mask, as all are written. */
export const MASK = '\\[[A-Za-z][\\w ./-]{1,40} hidden\\]';
const MASK_AT = new RegExp(MASK, 'y');

export function isMaskAt(text: string, at: number): boolean {
  MASK_AT.lastIndex = at;
  return MASK_AT.test(text);
}

/** A reference to a secret, or what was put in its place, and not the secret itself. */
export function isPlaceholder(value: string): boolean {
  return (
    isMaskAt(value, 0) ||
    /^(?:[*•·.…_-]+|[xX]{3,})$/.test(value) ||
    /^\$(?:[A-Za-z_]\w*$|[({])/.test(value) ||
    /^%(?:[A-Za-z_]\w*%$|[({s])/.test(value) ||
    /^(?:\{\{|<|#\{|@@)/.test(value)
  );
}

export function isQuotedLiteral(text: string): boolean {
  return text !== '' && !isPlaceholder(text) && !TYPES.has(text.toLowerCase());
}

/** A value without quotes, and what is known of its place. */
export interface BareValue {
  readonly text: string;
  /** The word before it that says it is a secret. */
  readonly word: string;
  /** Nothing stands between name and value but the sign: `PASSWORD=hunter2`. */
  readonly tight: boolean;
  /** Nothing stands before the name on its line. */
  readonly first: boolean;
  /** Nothing follows on its line. */
  readonly last: boolean;
  /** The characters behind it. */
  readonly next: string;
}

/** Whether a value is the secret itself, and not code that gets it, a type, or a word about it. */
export function isBareLiteral(value: BareValue): boolean {
  const { text, word } = value;
  const isPassword = /^pass|^pwd/i.test(word);
  if (text === '' || isPlaceholder(text) || isRemark(text, word) || isReference(value) || isPath(text)) return false;
  if (!isPassword && /^[\d.,%]{1,7}$/.test(text)) return false;
  if (value.tight) return isPassword || text.length > 2;
  if (/^[A-Za-z_$]+$/.test(text)) return value.last && (value.first || isPassword) && !/^[A-Z][a-z]+[A-Z]/.test(text);
  return text.length >= 4;
}

function isRemark(text: string, word: string): boolean {
  const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const lower = text.toLowerCase().replace(/[?!|]{1,3}$/, '');
  return TYPES.has(lower) || REMARKS.has(lower) || bare(text) === bare(word);
}

const CHAIN = /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*/;

/** A call, an index or a chain of names: `getPassword()`, `env['X']`, `config.db.password`. */
function isReference({ text, next }: BareValue): boolean {
  const chain = CHAIN.exec(text)?.[0] ?? '';
  if (chain === '') return false;
  const follows = (text + next).slice(chain.length);
  if (/^(?:[([]|\?\.[([])/.test(follows)) return true;
  return chain.includes('.') && /^!?$/.test(text.slice(chain.length)) && !chain.split('.').some(isRandom);
}

function isPath(text: string): boolean {
  return /^(?:[.~]{0,2}\/|[A-Za-z]:\\)[\w./\\-]*$/.test(text) && !text.split(/[/\\]/).some(isRandom);
}

/** Longer than most words, of capitals, small letters and digits. */
function isRandom(text: string): boolean {
  return text.length >= 12 && /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);
}
