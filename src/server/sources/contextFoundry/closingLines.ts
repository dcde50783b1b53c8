import type { SessionEvent } from '../../../protocol/events.ts';
import { withoutColours } from '../oneLine.ts';

/** From this line on an iteration is over, and the next one's heading, with its time, is seconds away. */
const CLOSING = /^(?:✅ Iteration \d+ complete|⚠️ {1,2}Iteration \d+ returned exit code)/u;

/**
 * Only headings are dated in the overnight log, so a line read later has the time of the heading above it: right for
 * the start of an iteration, and up to an iteration too early for its end. The lines that close an iteration and open
 * the next one get the time of the heading below them, where that has been read too.
 */
export function dateClosingLines(events: readonly SessionEvent[]): readonly SessionEvent[] {
  const dated = [...events];
  for (let from = 0, to = 0; from < events.length; from = to) {
    const heading = events[from]!.time;
    while (to < events.length && events[to]!.time === heading) to += 1;
    const next = events[to];
    if (!next) break;
    const closing = events.slice(from, to).findIndex(isClosing);
    if (closing < 0) continue;
    for (let index = from + closing; index < to; index++) dated[index] = { ...events[index]!, time: next.time };
  }
  return dated;
}

function isClosing(event: SessionEvent): boolean {
  const { line } = event.data as { line?: unknown };
  return (
    event.type === 'log_line' &&
    event.clock === 'producer' &&
    typeof line === 'string' &&
    CLOSING.test(withoutColours(line))
  );
}
