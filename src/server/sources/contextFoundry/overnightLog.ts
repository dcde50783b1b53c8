import { inEnglish } from '../../../protocol/language.ts';
import { basename } from 'node:path';
import { z } from 'zod';
import type { Looked } from '../files/followFiles.ts';
import { followLines, type LineFormat } from '../files/followLines.ts';
import type { Problems } from '../files/problems.ts';
import { readTail, TAIL_START } from '../files/tailFile.ts';
import type { SourceContext } from '../source.ts';
import { withoutColours } from '../oneLine.ts';
import { sessionIdProblem } from '../sessionId.ts';
import { timeInName } from '../timestamp.ts';
import { dateClosingLines } from './closingLines.ts';
import { overnightSession, type FoundryFile } from './layout.ts';
import { overnightMeaning } from './overnightLine.ts';
import {
  endOfOvernightLog,
  overnightCarry,
  overnightStart,
  parseOvernightLine,
  type OvernightCarry,
} from './parseOvernightLog.ts';

export interface LogReading {
  /** When the file was written, ms. */
  readonly modified: number;
  readonly stopped: () => boolean;
  /** Sessions that have a folder. */
  readonly sessions: readonly string[];
  /** Logs read to their end in this process. */
  readonly liveLogs: Set<string>;
}

/** Takes in what is new in an overnight log, once it is known whose it is. */
export async function followOvernightLog(
  context: Pick<SourceContext, 'commit' | 'cursor' | 'now'>,
  problems: Problems,
  file: FoundryFile,
  reading: LogReading,
): Promise<Looked> {
  const key = `cf:${file.path}`;
  const session = knownSession(context, key) ?? (await sessionOfLog(file.path, reading.sessions));
  // The header comes in a moment.
  if (session === null) return 'done';
  const problem = sessionIdProblem(session);
  if (problem !== undefined) {
    const message = inEnglish`This log belongs to a session named "${session.slice(0, 100)}", which cannot be shown. ${problem}`;
    problems.blocked({ place: file.path, session: null, message });
    return 'blocked';
  }
  const place = (generation: number) => {
    return { session, generation, live: reading.liveLogs.has(file.path), now: context.now() };
  };
  const carry = overnightCarry.extend({ session: z.literal(session) });
  const keep = (parsed: ReturnType<typeof parseOvernightLine>) => ({ ...parsed, carry: { ...parsed.carry, session } });
  const format: LineFormat<OvernightCarry & { session: string }> = {
    session,
    first: { ...overnightStart(timeInName(basename(file.path, '.log'))), session },
    carry,
    line: (line, generation, before) => keep(parseOvernightLine(line, before, place(generation))),
    end: (generation, before) => {
      const ended = endOfOvernightLog(before, place(generation), reading.modified);
      return ended.events.length === 0 ? { events: [], carry: before } : keep(ended);
    },
    batch: dateClosingLines,
  };
  await followLines(context, problems, { path: file.path, key }, format, reading.stopped);
  reading.liveLogs.add(file.path);
  return 'done';
}

/** The session this log was taken for before: later folders with the same stamp do not change that. */
function knownSession(context: Pick<SourceContext, 'cursor'>, key: string): string | null {
  const kept = z.object({ carry: z.object({ session: z.string() }) }).safeParse(context.cursor(key));
  return kept.success ? kept.data.carry.session : null;
}

async function sessionOfLog(path: string, sessions: readonly string[]): Promise<string | null> {
  const { lines } = await readTail(path, TAIL_START);
  for (const line of lines.slice(0, 20)) {
    const meaning = overnightMeaning(withoutColours(line.text));
    if (meaning.kind === 'project') return overnightSession(path, meaning.text, sessions);
  }
  return overnightSession(path, null, sessions);
}
