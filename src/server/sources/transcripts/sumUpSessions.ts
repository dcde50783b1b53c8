import type { KnownOf, SessionEvent } from '../../../protocol/events.ts';
import type { SessionSummary } from '../../../protocol/summary.ts';
import { tellSkipped } from '../files/followLines.ts';
import type { Problems } from '../files/problems.ts';
import type { IndexedTranscripts } from './indexTranscripts.ts';
import type { Judge } from './openSessions.ts';
import type { Readers } from './readers.ts';
import type { ProgramName } from './transcriptProgram.ts';
import type { TranscriptRow, TranscriptTable } from './transcriptTable.ts';

/** What was summed up of a session that is not followed. */
export interface SummedUp {
  readonly summary: SessionSummary;
  readonly calls: readonly KnownOf<'model_call'>[];
  readonly files: readonly TranscriptRow[];
}

export interface SumUpContext {
  readonly program: ProgramName;
  readonly table: TranscriptTable;
  readonly readers: Pick<Readers, 'run'>;
  readonly problems: Problems;
  readonly judge: Judge;
  /** Keeps the summaries of sessions and counts their requests. */
  readonly index: (sessions: readonly SummedUp[]) => void;
  readonly stopped: () => boolean;
}

/** Reads sessions in a process of its own, and keeps what a list shows of them. One that a process runs is followed. */
export async function sumUpSessions(
  context: SumUpContext,
  sessions: ReadonlyMap<string, readonly TranscriptRow[]>,
  roots: readonly string[],
): Promise<void> {
  const { program, table, readers, problems, stopped } = context;
  const asked = [...sessions].map(([session, rows]) => ({
    session,
    files: rows.map(({ path, agent }) => ({ path, session, agent })),
  }));
  const read = (session: string): TranscriptRow[] => sessions.get(session)!.map((row) => ({ ...row, pending: false }));
  let found: readonly IndexedTranscripts[];
  try {
    found = await readers.run({ type: 'index', program, sessions: asked });
  } catch (error) {
    if (stopped()) return;
    const message = `These sessions could not be read (${(error as Error).message}), and are missing here.`;
    problems.blocked({ place: asked[0]!.files[0]!.path, session: null, message });
    return table.put(asked.flatMap(({ session }) => read(session)));
  }
  for (const each of found) tellProblems(problems, each);
  const judged = await judgements(context, found, sessions, roots);
  if (stopped()) return;
  const isRun = ({ session }: IndexedTranscripts): boolean =>
    judged.get(session)?.some(({ type }) => type !== 'session_end') ?? false;
  context.index(
    found.filter((each) => !isRun(each)).map((each) => withEnd(each, judged.get(each.session), read(each.session))),
  );
  for (const { session } of found.filter(isRun)) table.follow(session);
}

function tellProblems(problems: Problems, { session, problems: told, skipped }: IndexedTranscripts): void {
  for (const problem of told) problems.blocked({ ...problem, session });
  for (const each of skipped) tellSkipped(problems, each.path, session, each.skipped);
}

async function judgements(
  { program, judge }: SumUpContext,
  found: readonly IndexedTranscripts[],
  sessions: ReadonlyMap<string, readonly TranscriptRow[]>,
  roots: readonly string[],
): Promise<ReadonlyMap<string, readonly SessionEvent[]>> {
  const open = found.map(({ session, standing }) => {
    const rows = sessions.get(session)!;
    const newest = Math.max(...rows.map(({ modified }) => modified));
    return { session, program, standing, interactive: null, mainFile: rows[0]!.path, newest };
  });
  return Map.groupBy(await judge(open, roots), ({ session }) => session);
}

function withEnd(
  { summary, calls }: IndexedTranscripts,
  judged: readonly SessionEvent[] | undefined,
  files: readonly TranscriptRow[],
): SummedUp {
  const end = judged?.[0] as KnownOf<'session_end'> | undefined;
  const told = end && { ...end.data, at: end.time, clock: end.clock };
  return { summary: { ...summary, end: summary.end ?? told ?? null }, calls, files };
}
