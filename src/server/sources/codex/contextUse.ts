import { fieldsOf, type Fields } from '../values.ts';
import type { LineReading } from './lineReading.ts';
import { roundedCount } from './tokenUsage.ts';

/** What the newest request left in the context window, by a token_count. */
export function noteCountedContext(reading: LineReading, info: Fields): void {
  const last = fieldsOf(info['last_token_usage']);
  const total = fieldsOf(info['total_token_usage']);
  const tokens = roundedCount(last['total_tokens']);
  if (tokens === 0) return;
  const request = (usage: Fields): boolean =>
    roundedCount(usage['input_tokens']) + roundedCount(usage['output_tokens']) > 0;
  if (request(last)) return noteContext(reading, tokens, false);
  // Where the total is empty too, the window overflowed, and the number is what would have filled it.
  if (!request(total)) return;
  noteContext(reading, tokens, true);
  const { compaction } = reading.carry;
  if (compaction !== null) reading.remember({ compaction: { ...compaction, after: tokens } });
}

export function noteContext(reading: LineReading, tokens: number, estimate: boolean): void {
  const { model, window: reported, context } = reading.carry;
  const listed = reported === null && model !== null ? reading.models.contextWindow(model) : null;
  const window = reported ?? listed;
  if (tokens === 0) return;
  if (context?.tokens === tokens && context.window === window && context.estimate === estimate) return;
  reading.remember({ context: { tokens, window, estimate } });
  reading.emit('context_use', {
    tokens,
    window,
    window_source: reported !== null ? 'reported' : listed !== null ? 'catalogue' : 'unknown',
    ...(estimate ? { estimate } : {}),
    ...reading.by,
  });
}
