import { fieldsOf, textOf, type Fields } from '../values.ts';

/** State lines of the program itself: what it sent, what it backs up, what it shows. */
const BULK_TYPES: ReadonlySet<string> = new Set([
  'api-request',
  'api-request-blob',
  'api-request-resumed',
  'api-request-shape',
  'atis-latch',
  'attribution-snapshot',
  'content-replacement',
  'continued-in',
  'file-history-delta',
  'file-history-snapshot',
  'fork-context-ref',
  'frame-link',
  'last-prompt',
  'memory-mode',
  'mode',
  'resume-head-vouch',
  'tools-used',
]);

/** How the names of more of them begin. */
const DATA_FLOW = 'data-flow-';

/** What the program adds to a prompt. The whole system prompt and all tools are among it. */
const BULK_ATTACHMENTS: ReadonlySet<string> = new Set([
  'agent_listing_delta',
  'date',
  'deferred_tools_delta',
  'environment',
  'file',
  'model',
  'prompt_snapshot',
  'remote_session_change',
  'session_context',
  'skill_listing',
  'task_reminder',
  'total_tokens_reminder',
]);

/** True for a record that tells nothing of the session. Such records are most of a file's bytes. */
export function tellsNothing(record: Fields): boolean {
  const { type } = record;
  if (type === 'attachment') return BULK_ATTACHMENTS.has(textOf(fieldsOf(record['attachment'])['type']) ?? '');
  return typeof type === 'string' && isBulkType(type);
}

function isBulkType(type: string): boolean {
  return BULK_TYPES.has(type) || type.startsWith(DATA_FLOW);
}

const TYPE = bytes('{"type":"');
const PARENT = bytes('{"parentUuid":');
const LOGICAL_PARENT = bytes(',"logicalParentUuid":');
const SIDECHAIN = bytes(',"isSidechain":');
const AGENT = bytes(',"agentId":');
const ATTACHMENT = bytes(',"attachment":{"type":"');
const FLOW = bytes(DATA_FLOW);
const STATES = byLength(BULK_TYPES);
const ATTACHMENTS = byLength(BULK_ATTACHMENTS);
const NULL = bytes('null');
const TRUE = bytes('true');
const FALSE = bytes('false');
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LINE_FEED = 0x0a;
/** Bytes in which the quote that ends a text is looked for: types and ids are short. */
const TEXT_LENGTH = 300;

/**
 * The same by the first bytes of a line, which need not be parsed then. Programs write the fields in one order; a line
 * that has another is parsed. The fields before the attachment hold ids, so what looks like one in a text cannot match.
 */
export function isBulk(line: Buffer, start: number): boolean {
  const type = after(line, start, TYPE);
  if (type >= 0) return isOneOf(line, type, STATES) || after(line, type, FLOW) >= 0;
  let at = nullOrText(line, after(line, start, PARENT));
  at = optional(at, nullOrText(line, after(line, at, LOGICAL_PARENT)));
  at = after(line, at, SIDECHAIN);
  at = optional(after(line, at, FALSE), after(line, at, TRUE));
  at = optional(at, textEnd(line, after(line, at, AGENT)));
  at = after(line, at, ATTACHMENT);
  return at >= 0 && isOneOf(line, at, ATTACHMENTS);
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/** Where the line goes on after the expected bytes; -1 where it has others, or `at` is no place. */
function after(line: Buffer, at: number, expected: Buffer): number {
  if (at < 0) return -1;
  for (let i = 0; i < expected.length; i++) if (line[at + i] !== expected[i]) return -1;
  return at + expected.length;
}

/** The first place where what may be missing is there. */
function optional(without: number, having: number): number {
  return having >= 0 ? having : without;
}

/** Where the line goes on after a text without escapes, or after `null`. */
function nullOrText(line: Buffer, at: number): number {
  return optional(after(line, at, NULL), textEnd(line, at));
}

function textEnd(line: Buffer, at: number): number {
  if (at < 0 || line[at] !== QUOTE) return -1;
  const end = quoteAfter(line, at + 1);
  return end < 0 ? -1 : end + 1;
}

/** True where one of the names stands, with the quote that ends it. */
function isOneOf(line: Buffer, at: number, names: ReadonlyMap<number, readonly Buffer[]>): boolean {
  const end = quoteAfter(line, at);
  return names.get(end - at)?.some((name) => after(line, at, name) === end) === true;
}

function byLength(names: ReadonlySet<string>): ReadonlyMap<number, readonly Buffer[]> {
  return Map.groupBy([...names].map(bytes), ({ length }) => length);
}

function quoteAfter(line: Buffer, from: number): number {
  for (let at = from; at < from + TEXT_LENGTH; at++) {
    if (line[at] === QUOTE) return at;
    if (line[at] === BACKSLASH || line[at] === LINE_FEED) return -1;
  }
  return -1;
}
