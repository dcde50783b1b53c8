import type { JsonObject, RateLimit } from '../../../protocol/events.ts';
import { inEnglish } from '../../../protocol/language.ts';
import { contentHash } from '../files/contentHash.ts';
import { fieldsOf, type Fields } from '../values.ts';
import type { Fact } from './fact.ts';
import { amount, lineOf, wholeAmount } from './toldValues.ts';

/** The allowances that Claude Code names, as people call them. */
const LIMITS: Readonly<Record<string, { readonly name: string; readonly window_minutes: number }>> = {
  five_hour: { name: inEnglish`5 hours`, window_minutes: 300 },
  seven_day: { name: inEnglish`7 days`, window_minutes: 10_080 },
};
const LIMITS_TAKEN = 10;

/**
 * What Claude Code tells its status line command: the context window and the cost by its own count. It tells so again
 * and again; what is the same since the last request to the model is the same fact, so that it is kept once.
 */
export function statusLineFacts(body: JsonObject): readonly Fact[] {
  const cost = fieldsOf(body['cost']);
  // A number may come back to what it was; the time spent in requests only grows.
  const moment = wholeAmount(cost['total_api_duration_ms']) ?? 0;
  const facts = [infoFact(body), contextFact(body), costFact(cost), limitsFact(body)];
  return facts
    .filter((fact) => fact !== undefined)
    .map((fact) => ({ ...fact, mark: contentHash(JSON.stringify([fact.type, fact.data, moment])) }));
}

function infoFact(body: JsonObject): Fact | undefined {
  const model = lineOf(fieldsOf(body['model'])['id']);
  const version = lineOf(body['version']);
  if (model === undefined && version === undefined) return undefined;
  return { type: 'session_info', data: { ...(model && { model }), ...(version && { agent_version: version }) } };
}

function contextFact(body: JsonObject): Fact | undefined {
  const window = fieldsOf(body['context_window']);
  const usage = fieldsOf(window['current_usage']);
  // The newest request's own figures: of the totals, versions differ in whether they are the session's or the window's.
  const parts = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'].map((kind) => usage[kind]);
  if (parts.every((part) => part === undefined)) return undefined;
  const tokens = parts.reduce<number>((sum, part) => sum + (wholeAmount(part) ?? 0), 0);
  const size = wholeAmount(window['context_window_size']) || null;
  return {
    type: 'context_use',
    data: { tokens, window: size, window_source: size === null ? 'unknown' : 'reported' },
  };
}

function costFact(cost: Fields): Fact | undefined {
  const usd = amount(cost['total_cost_usd']);
  // A resumed session counts from 0 again.
  return usd === undefined || usd === 0 ? undefined : { type: 'reported_cost', data: { usd, basis: 'status line' } };
}

function limitsFact(body: JsonObject): Fact | undefined {
  const limits = Object.entries(fieldsOf(body['rate_limits']))
    .slice(0, LIMITS_TAKEN)
    .flatMap(([name, limit]) => rateLimit(name, limit) ?? []);
  return limits.length === 0 ? undefined : { type: 'rate_limits', data: { limits } };
}

function rateLimit(name: string, value: unknown): RateLimit | undefined {
  const limit = fieldsOf(value);
  const used = amount(limit['used_percentage']);
  if (used === undefined) return undefined;
  const resets = amount(limit['resets_at']);
  const known = Object.hasOwn(LIMITS, name) ? LIMITS[name] : undefined;
  return {
    ...(known ?? { name: lineOf(name.replaceAll('_', ' ')) ?? 'unnamed' }),
    used_percent: used,
    ...(resets !== undefined && { resets_at: resets * 1000 }),
  };
}
