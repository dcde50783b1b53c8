import type { TailLine } from '../files/tailFile.ts';
import type { ParsedLine } from '../files/followLines.ts';
import type { Dated } from '../timestamp.ts';
import { wireEvent } from './wireEvent.ts';

/** One line of events.jsonl. `otherwise` is its time where it does not tell one. */
export function parseEventLine(
  line: TailLine,
  session: string,
  generation: number,
  otherwise: Dated,
): ParsedLine<null> {
  if (line.text.trim() === '') return { events: [], carry: null };
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch {
    return { events: [], carry: null, skipped: 'it is not JSON' };
  }
  const result = wireEvent(value, {
    session,
    source: 'events.jsonl',
    otherwise,
    newId: () => `events:${generation}:${line.offset}`,
  });
  if (result.ok) return { events: [result.event], carry: null };
  return { events: [], carry: null, skipped: `${result.field}: ${result.message}` };
}
