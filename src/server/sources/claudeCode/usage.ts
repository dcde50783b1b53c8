/** Requests to the model: what each used, and how full the context window is. */
import type { Tokens } from '../../../protocol/events.ts';
import { countOf, fieldsOf, nameOf, type Fields } from '../values.ts';
import type { ClaudeCarry } from './carry.ts';
import type { ClaudeLine } from './claudeLine.ts';

/** The model named in messages the program itself wrote. */
export const SYNTHETIC = '<synthetic>';

const REQUESTS_KEPT = 64;
/** Marks a model that is used with its larger context window. */
const LARGE_WINDOW = '[1m]';
const LARGE_WINDOW_TOKENS = 1_000_000;
/** Tokens of the window that every session has. Measured: the agent reports it for models that could hold more. */
const STANDARD_WINDOW_TOKENS = 200_000;

/** A message of the model as one of its lines has it. */
export interface Message {
  readonly fields: Fields;
  /** Names the request that the message answers; all its lines share it. */
  readonly key: string;
  readonly model: string | null;
  /** The stream broke off: no more of the message will come. */
  readonly cutOff: boolean;
  readonly stopReason: string | null;
}

export function messageOf(line: ClaudeLine, { stopsTold }: ClaudeCarry): Message {
  const fields = fieldsOf(line.fields['message']);
  // A message whose connection was lost says that its turn is over, but not why: that comes with the end of a stream.
  const lost = stopsTold && !tellsStop(fields);
  return {
    fields,
    key: nameOf(line.fields['requestId']) ?? nameOf(fields['id']) ?? line.name,
    model: nameOf(fields['model']),
    cutOff: lost || line.fields['isAbortedMidStream'] === true,
    stopReason: lost ? null : nameOf(fields['stop_reason']),
  };
}

/** True for a message with the details of why it stopped, be there any or not. */
export function tellsStop(message: Fields): boolean {
  return message['stop_details'] !== undefined;
}

/** Tokens in disjoint kinds. */
export function tokensOf(usage: Fields): Tokens {
  const written = fieldsOf(usage['cache_creation']);
  const short = countOf(written['ephemeral_5m_input_tokens']);
  const long = countOf(written['ephemeral_1h_input_tokens']);
  // The split is exact; without it all counts as kept for the shorter time, which is what is asked for by default.
  const split = short !== null || long !== null;
  const output = countOf(usage['output_tokens']) ?? 0;
  const thinking = countOf(fieldsOf(usage['output_tokens_details'])['thinking_tokens']) ?? 0;
  return {
    input: countOf(usage['input_tokens']) ?? 0,
    output,
    cache_read: countOf(usage['cache_read_input_tokens']) ?? 0,
    cache_write_5m: split ? (short ?? 0) : (countOf(usage['cache_creation_input_tokens']) ?? 0),
    cache_write_1h: long ?? 0,
    reasoning: Math.min(thinking, output),
  };
}

/**
 * What a line of a message tells of its request. Every line of a message repeats the usage, so the first one counts;
 * old versions wrote the first ones before all output was counted, so a line that tells of more counts again, under an
 * id of its own, and whoever adds up takes the difference.
 */
export function countRequest(line: ClaudeLine, carry: ClaudeCarry, message: Message): ClaudeCarry {
  if (typeof message.fields['usage'] !== 'object' || message.fields['usage'] === null) return carry;
  const usage = fieldsOf(message.fields['usage']);
  const { key } = message;
  const known = carry.requests.findLast((request) => request.key === key);
  if (known !== undefined && (countOf(usage['output_tokens']) ?? 0) <= known.output) return carry;
  const tokens = tokensOf(usage);
  const others = known === undefined ? carry.requests : carry.requests.filter((request) => request !== known);
  const requests = [...others, { key, output: tokens.output }].slice(-REQUESTS_KEPT);
  tellCall(line, carry, message, tokens, known === undefined ? `request:${key}` : `request:${key}:${tokens.output}`);
  if (known !== undefined) return { ...carry, requests };
  const held = tokens.input + tokens.cache_write_5m + tokens.cache_write_1h + tokens.cache_read;
  const window = windowOf(line, message.model, held, carry.window);
  line.tell('context_use', `context:${key}`, { tokens: held, ...contextWindow(window), ...line.by });
  return { ...carry, requests, window: line.isOwnThread ? window : carry.window };
}

function tellCall(line: ClaudeLine, carry: ClaudeCarry, message: Message, tokens: Tokens, id: string): void {
  const { model } = message;
  const told = nameOf(fieldsOf(message.fields['usage'])['speed']);
  const speed = told === 'standard' ? null : told;
  const priced = model?.replace(LARGE_WINDOW, '') ?? null;
  line.tell('model_call', id, {
    ...tokens,
    model,
    cost_usd: priced === null ? null : line.models.price(priced, tokens, line.time, speed ?? undefined),
    request: message.key,
    ...line.by,
    ...(message.stopReason === null || message.cutOff ? { incomplete: true } : {}),
    ...(isCopied(line, carry) ? { copied: true } : {}),
    ...(speed === null ? {} : { speed }),
  });
}

/**
 * Claude Code runs a model that can hold more than the standard window with either size, and the transcript does not
 * tell which: the larger one counts only where it was asked for by name, or a request proves it.
 */
function windowOf(line: ClaudeLine, model: string | null, held: number, before: number | null): number | null {
  const requested = nameOf(line.fields['requestedModel']) ?? '';
  if (requested.endsWith(LARGE_WINDOW) || model?.endsWith(LARGE_WINDOW)) return LARGE_WINDOW_TOKENS;
  const window = model === null ? null : line.models.contextWindow(model);
  if (window === null || window <= STANDARD_WINDOW_TOKENS) return window;
  return held > STANDARD_WINDOW_TOKENS || before === window ? window : null;
}

/** The window's size and who says so, for `context_use`. */
export function contextWindow(window: number | null) {
  if (window === null) return { window, window_source: 'unknown' as const };
  return { window, window_source: window > STANDARD_WINDOW_TOKENS ? ('observed' as const) : ('catalogue' as const) };
}

/**
 * True for a line that a fork copied from the session it came from. Such lines keep their ids and times. New versions
 * name the session whose request it was. Otherwise: a forked session's file begins with lines of its own process, then
 * come the copies, all older than those, and then the session's own conversation. Only that head of the file counts,
 * as later a block that took long to stream may well be older than what was noted while it streamed.
 */
export function isCopied(line: ClaudeLine, carry: ClaudeCarry): boolean {
  const asker = nameOf(line.fields['requestSessionId']);
  if (asker !== null) return asker !== line.file.session;
  return carry.copiesUntil !== null && line.time < carry.copiesUntil;
}
