/** Answered requests, by the usage records of newer versions or else by the growth of the totals in token_counts. */
import type { EventData } from '../../../protocol/events.ts';
import { fieldsOf, numberOf, textOf } from '../values.ts';
import type { Usage } from './carry.ts';
import { noteContext, noteCountedContext } from './contextUse.ts';
import type { LineReading } from './lineReading.ts';
import { difference, disjoint, readUsage, sum } from './tokenUsage.ts';
import { announceTurn } from './turns.ts';

/** One answered request, told as soon as it was answered. */
export function noteUsageRecord(reading: LineReading): void {
  const { payload } = reading.line;
  const usage = readUsage(payload['usage']);
  if (usage === null) return;
  const { answer } = reading.carry.usage;
  const recorded =
    numberOf(fieldsOf(payload['thread_token_usage'])['total_tokens']) ??
    (reading.carry.usage.recorded ?? 0) + sum(usage);
  reading.inUsage({ recorded, turnRecorded: true, answer: 'none' });
  if (reading.carry.copying) return;
  announceTurn(reading);
  reading.inTurn({ calls: reading.carry.turn.calls + 1, error: null });
  // An answer that is shown to nobody is the summary of a compaction.
  const purpose = answer === 'bare' && reading.carry.itemised ? ({ purpose: 'compaction' } as const) : {};
  tellCall(reading, usage, textOf(payload['response_id']) ?? `${reading.thread}:${recorded}`, purpose);
  noteContext(reading, sum(usage), false);
}

/**
 * The thread's total so far. It is told again unchanged, starts from the parent's in a fork, falls to 0 when the
 * context window overflowed, and counts nothing that a usage record did not count before.
 */
export function noteTokenCount(reading: LineReading): void {
  const info = fieldsOf(reading.line.payload['info']);
  const window = numberOf(info['model_context_window']);
  if (window !== null && window !== reading.carry.window) reading.remember({ window });
  const total = readUsage(info['total_token_usage']);
  if (total !== null) countTotal(reading, total, readUsage(info['last_token_usage']));
  if (!reading.carry.copying) noteCountedContext(reading, info);
}

function countTotal(reading: LineReading, total: Usage, last: Usage | null): void {
  const { usage, copying, forked, turn } = reading.carry;
  const before = usage.total;
  reading.inUsage({ total });
  if (copying || usage.turnRecorded || sum(total) === 0 || sum(total) === usage.recorded) return;
  // A fork that has not been answered yet repeats what its parent used last.
  if (before === null && forked && (last === null || !turn.worked)) return;
  const grown = before === null ? last : (difference(total, before) ?? last);
  const used = grown ?? total;
  if (sum(used) === 0) return;
  const reached = Math.max(before === null ? sum(total) : 0, usage.reached + sum(used));
  reading.inUsage({ reached });
  announceTurn(reading);
  reading.inTurn({ calls: turn.calls + 1, error: null });
  tellCall(reading, used, `${reading.thread}:${reached}`, {});
}

function tellCall(
  reading: LineReading,
  usage: Usage,
  request: string,
  purpose: Pick<EventData['model_call'], 'purpose'>,
): void {
  const { model, speed } = reading.carry;
  const tokens = disjoint(usage);
  const cost = model === null ? null : reading.models.price(model, tokens, reading.line.time, speed ?? undefined);
  // By the request's name: whatever tells of it, it is one fact.
  reading.emit(
    'model_call',
    {
      ...tokens,
      model,
      cost_usd: cost,
      request,
      ...purpose,
      ...(speed === null ? {} : { speed }),
      ...reading.by,
    },
    { id: `request:${request}` },
  );
}
