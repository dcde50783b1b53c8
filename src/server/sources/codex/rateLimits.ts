import type { RateLimit } from '../../../protocol/events.ts';
import { fieldsOf, numberOf, textOf, type Fields } from '../values.ts';
import type { LineReading } from './lineReading.ts';
import { words } from './texts.ts';

/** The allowance that Codex itself uses. Others belong to single models and would hide it. */
const CODEX_LIMIT = 'codex';

export function noteRateLimits(reading: LineReading): void {
  const { payload, time } = reading.line;
  const told = fieldsOf(payload['rate_limits']);
  const owner = textOf(told['limit_id']);
  if (owner !== null && owner !== CODEX_LIMIT) return;
  const limits = [readLimit(told['primary'], 'primary', time), readLimit(told['secondary'], 'secondary', time)].filter(
    (limit) => limit !== null,
  );
  const plan = textOf(told['plan_type']);
  const reached = reachedType(told['rate_limit_reached_type']);
  if (plan !== null && reading.isMain && !reading.carry.hasBilling) {
    reading.remember({ hasBilling: true });
    reading.emit('session_info', { agent: 'codex', billing: 'subscription' });
  }
  if (limits.length === 0 && reached === null) return;
  const data = { limits, ...(plan === null ? {} : { plan }), ...(reached === null ? {} : { reached }) };
  const summary = JSON.stringify(data);
  if (summary === reading.carry.limits) return;
  reading.remember({ limits: summary });
  reading.emit('rate_limits', data);
}

function readLimit(value: unknown, otherwise: string, time: number): RateLimit | null {
  const told: Fields = fieldsOf(value);
  const used = numberOf(told['used_percent']);
  if (used === null) return null;
  const minutes = numberOf(told['window_minutes']);
  const at = numberOf(told['resets_at']);
  // Older versions tell how long it takes from now on.
  const left = numberOf(told['resets_in_seconds']);
  const resetsAt = at !== null ? at * 1_000 : left !== null ? time + left * 1_000 : null;
  return {
    name: minutes === null ? otherwise : windowName(minutes),
    used_percent: used,
    ...(minutes === null ? {} : { window_minutes: minutes }),
    ...(resetsAt === null ? {} : { resets_at: resetsAt }),
  };
}

/** "5 h", "weekly". Some versions write a minute less than it is. */
function windowName(minutes: number): string {
  const hours = Math.round(minutes / 60);
  if (hours < 1) return `${minutes} min`;
  if (hours < 24) return `${hours} h`;
  const days = Math.round(hours / 24);
  return days === 1 ? 'daily' : days === 7 ? 'weekly' : days >= 28 && days <= 31 ? 'monthly' : `${days} d`;
}

function reachedType(told: unknown): string | null {
  const name = textOf(told) ?? textOf(fieldsOf(told)['type']) ?? textOf(fieldsOf(told)['kind']);
  return name === null ? null : words(name);
}
