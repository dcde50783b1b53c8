/**
 * Forks and sub-agents that inherit their parent's history: versions before the paginated history copy the parent's
 * lines into the new file, dated anew. What is copied happened in the other session and is counted there.
 */
import { numberOf, textOf } from '../values.ts';
import type { LineReading } from './lineReading.ts';

/** Copies are written in one go; what comes this long, ms, after the thread was made is its own. */
const COPIED_WITHIN_MS = 1_000;

/**
 * True where a turn's first line is of a turn that began in this thread. Turn ids of version 7 carry the time when the
 * turn really began, however the line is dated.
 */
export function isOwnTurn(reading: LineReading): boolean {
  const { payload, time } = reading.line;
  const created = idTime(reading.thread) ?? reading.carry.createdAt;
  if (created === null) return true;
  const began = idTime(textOf(payload['turn_id']) ?? '');
  if (began !== null) return began >= created;
  const startedAt = numberOf(payload['started_at']);
  if (startedAt !== null) return startedAt >= Math.floor(created / 1_000);
  return !reading.carry.foreign || time >= created + COPIED_WITHIN_MS;
}

const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** When an id of version 7 was made, ms since the Unix epoch; null for any other. */
export function idTime(id: string): number | null {
  const match = UUID_V7.exec(id);
  return match === null ? null : Number.parseInt(`${match[1]!}${match[2]!}`, 16);
}
