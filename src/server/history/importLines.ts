import type { SessionEvent } from '../../protocol/events.ts';
import type { ImportAnswer } from '../../protocol/history.ts';

export interface ImportContext {
  /** An event of an export, or what is wrong with it. */
  readonly parse: (
    value: unknown,
  ) =>
    | { readonly ok: true; readonly event: SessionEvent }
    | { readonly ok: false; readonly field: string; readonly message: string };
  /** Journals them; how many were new. Throws when the disk does not take them. */
  readonly commit: (events: readonly SessionEvent[]) => number;
  /** A person who imports a session that was deleted wants it back. */
  readonly restore: (session: string) => unknown;
}

/** Takes in exported events, one a line. What cannot be used is counted, and the first of it named. */
export function importLines(text: string, { parse, commit, restore }: ImportContext): ImportAnswer {
  const events: SessionEvent[] = [];
  let refused = 0;
  let reason: string | null = null;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const result = parse(fromJson(line));
    if (result.ok) events.push(result.event);
    else {
      refused += 1;
      reason ??= `${result.field}: ${result.message}`;
    }
  }
  const sessions = [...new Set(events.map(({ session }) => session))];
  for (const session of sessions) restore(session);
  const added = events.length === 0 ? 0 : commit(events);
  return { events: added, known: events.length - added, refused, reason, sessions };
}

function fromJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
