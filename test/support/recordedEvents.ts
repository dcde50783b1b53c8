import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { JournaledEvent, SessionEvent } from '../../src/protocol/events.ts';

const GOLDEN = join(import.meta.dirname, '../unit/server/sources');

export interface RecordedSession {
  readonly name: string;
  readonly session: string;
  /** In the order in which its files were read. */
  readonly events: readonly SessionEvent[];
}

/** Every session that was ever recorded, as the facts that its files tell. */
export function everyRecordedSession(): readonly RecordedSession[] {
  const files = globSync('**/golden/*.json', { cwd: GOLDEN }).sort();
  return files.flatMap((file) => {
    const events = JSON.parse(readFileSync(join(GOLDEN, file), 'utf8')) as readonly Partial<JournaledEvent>[];
    // The number they got in another journal is not theirs.
    const told = events.map(({ seq: _, ...event }) => event as SessionEvent);
    const sessions = Map.groupBy(told, ({ session }) => session);
    return [...sessions].map(([session, own]) => ({
      name: `${basename(file, '.json')} ${session}`,
      session,
      events: own,
    }));
  });
}
