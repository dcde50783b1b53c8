import { inEnglish } from '../../../protocol/language.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { Json, SessionEvent } from '../../../protocol/events.ts';
import type { SourceContext } from '../source.ts';
import type { Problems } from './problems.ts';
import { readTail, TAIL_LIMITS, TAIL_START, type TailLine, type TailPosition } from './tailFile.ts';

/** What one line gave: facts, or the reason why it was left out. `carry` is handed on to the next line. */
export interface ParsedLine<Carry> {
  readonly events: readonly SessionEvent[];
  readonly carry: Carry;
  readonly skipped?: string;
}

export interface LineFormat<Carry extends Json> {
  readonly session: string | null;
  /** The carry at the start of the file. */
  readonly first: Carry;
  readonly carry: z.ZodType<Carry>;
  readonly line: (line: TailLine, generation: number, carry: Carry) => ParsedLine<Carry>;
  /** What follows from there being no more lines for now. */
  readonly end?: (generation: number, carry: Carry) => ParsedLine<Carry>;
  /** The last touch on the facts of a batch, where later lines tell of earlier ones. Must keep ids and order. */
  readonly batch?: (events: readonly SessionEvent[]) => readonly SessionEvent[];
}

export const skippedLines = z.object({ count: z.number(), reason: z.string(), at: z.number() });
export const tailPosition = z.object({
  offset: z.number(),
  lines: z.number(),
  generation: z.number(),
  head: z.string(),
  tail: z.string(),
  skipping: z.boolean(),
});

type Skipped = z.infer<typeof skippedLines>;

/**
 * Takes in the lines that were appended to a file, batch by batch: each batch's facts and the place it was read to are
 * committed together. Lines that cannot be used are counted in the cursor, so the count survives a restart.
 */
export async function followLines<Carry extends Json>(
  context: Pick<SourceContext, 'commit' | 'cursor' | 'now'>,
  problems: Problems,
  file: { readonly path: string; readonly key: string },
  format: LineFormat<Carry>,
  stopped: () => boolean,
): Promise<void> {
  const cursorShape = z.object({ tail: tailPosition, skipped: skippedLines.nullable(), carry: format.carry });
  const kept = cursorShape.safeParse(context.cursor(file.key));
  let tail: TailPosition = kept.success ? kept.data.tail : TAIL_START;
  let skipped: Skipped | null = kept.success ? kept.data.skipped : null;
  let carry: Carry = kept.success ? kept.data.carry : format.first;
  tellSkipped(problems, file.path, format.session, skipped);

  for (let more = true; more && !stopped(); await nextTurn()) {
    const read = await readTail(file.path, tail);
    const before = { tail, skipped, carry };
    tail = read.position;
    if (read.restarted) carry = format.first;
    const events: SessionEvent[] = [];
    const skip = (place: { offset: number; number: number }, reason: string) => {
      const where = inEnglish`line ${place.number}, byte ${place.offset}`;
      skipped = { count: (skipped?.count ?? 0) + 1, reason: `${where}: ${reason}`, at: context.now() };
    };
    const take = (parsed: ParsedLine<Carry>) => {
      events.push(...parsed.events);
      carry = parsed.carry;
    };
    for (const place of read.tooLong) skip(place, inEnglish`it is longer than ${TAIL_LIMITS.lineBytes} bytes`);
    for (const line of read.lines) {
      const parsed = format.line(line, tail.generation, carry);
      take(parsed);
      if (parsed.skipped !== undefined) skip(line, parsed.skipped);
    }
    more = read.more;
    if (!more && format.end) take(format.end(tail.generation, carry));
    const moved = tail.offset !== before.tail.offset || read.restarted || carry !== before.carry;
    if (moved || events.length > 0) {
      const facts = format.batch?.(events) ?? events;
      context.commit({
        events: facts,
        cursors: [{ key: file.key, value: { tail, skipped, carry } as unknown as Json }],
      });
    }
    if (skipped !== before.skipped) tellSkipped(problems, file.path, format.session, skipped);
  }
}

/** Tells of the lines of a file that could not be used. */
export function tellSkipped(problems: Problems, place: string, session: string | null, skipped: Skipped | null): void {
  if (skipped === null) return;
  const why = skipped.reason.replace(/\.$/, '');
  const message =
    skipped.count === 1
      ? inEnglish`1 line was left out because it could not be understood; all others count. It: ${why}.`
      : inEnglish`${skipped.count} lines were left out because they could not be understood; all others count. The newest: ${why}.`;
  problems.lost({ place, session, message }, skipped.count, skipped.at);
}
