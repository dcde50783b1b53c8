import { describeEvent } from './describe.ts';
import { isKnownEvent } from './events.ts';
import type { JournaledEvent, KnownType } from './events.ts';
import type { Mark, MarkKind } from './history.ts';
import { canonicalPhase } from './phases.ts';
import { shorten } from './shorten.ts';

/** Marks of one kind that are kept: a scrubber has fewer pixels. */
const MARKS_OF_A_KIND = 1_000;

/** Collects the moments of a session that are worth a mark. */
export interface MarkCollection {
  /** `time`: when it is replayed, which a copied file's own date is not. */
  readonly take: (event: JournaledEvent, time: number) => void;
  /** In the order in which they are replayed. */
  readonly list: () => readonly Mark[];
  /** How many there were besides. */
  readonly omitted: () => number;
}

export function collectMarks(): MarkCollection {
  const marks: Mark[] = [];
  const counts = new Map<MarkKind, number>();
  let omitted = 0;
  let phase: string | null = null;
  /** Programs say again and again in which phase they are; each of their processes begins with "init". */
  const entersPhase = (name: string): boolean => {
    const next = canonicalPhase(name);
    if (next === phase || (next === 'init' && phase !== null)) return false;
    phase = next;
    return true;
  };

  return {
    take: (event, time) => {
      const kind = kindOf(event, entersPhase);
      if (kind === null) return;
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      if (count > MARKS_OF_A_KIND) omitted += 1;
      else marks.push({ kind, time, seq: event.seq, text: shorten(describeEvent(event)) });
    },
    list: () => marks.toSorted((a, b) => a.time - b.time || a.seq - b.seq),
    omitted: () => omitted,
  };
}

/** Events that are a mark by their type alone. */
const KINDS: Partial<Record<KnownType, MarkKind>> = {
  iteration_start: 'iteration',
  turn_start: 'turn',
  error: 'error',
  api_error: 'error',
  compaction: 'compaction',
  waiting: 'waiting',
  alert: 'alert',
  completion: 'end',
  session_summary: 'end',
  session_end: 'end',
};

function kindOf(event: JournaledEvent, entersPhase: (name: string) => boolean): MarkKind | null {
  if (!isKnownEvent(event)) return 'custom';
  if (event.type === 'phase_change') return entersPhase(event.data.phase) ? 'phase' : null;
  if (event.type === 'phase_update') return entersPhase(event.data.current_phase) ? 'phase' : null;
  if (event.type === 'log_line') return event.data.level.toLowerCase() === 'error' ? 'error' : null;
  return KINDS[event.type] ?? null;
}
