import type { KnownOf, SessionEvent } from '../../../protocol/events.ts';
import type { SessionSummary } from '../../../protocol/summary.ts';
import { describeReadError } from '../files/fileErrors.ts';
import { tellSkipped } from '../files/followLines.ts';
import type { Problems } from '../files/problems.ts';
import type { IndexedTranscripts } from './indexTranscripts.ts';
import type { Judge } from './openSessions.ts';
import type { Readers } from './readers.ts';
import { FIRST_STANDING } from './transcriptFormat.ts';
import type { ProgramName } from './transcriptProgram.ts';
import { UNREAD_SIZE } from '../../base/transcriptTable.ts';
import type { TranscriptRow, TranscriptTable } from '../../base/transcriptTable.ts';

/** What a reader is given at once: small sessions go together, since each way to a reader costs time. */
const JOB_BYTES = 4 * 1024 * 1024;
const JOB_SESSIONS = 8;

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
  /** True when there are facts of the session: a summary beside them would hide them. */
  readonly isJournaled: (session: string) => boolean;
  readonly stopped: () => boolean;
}

/** Reads sessions in a process of its own, and keeps what a list shows of them. One that a process runs is followed. */
export async function sumUpSessions(context: SumUpContext, sessions: Batch, roots: readonly string[]): Promise<void> {
  const { table, problems, isJournaled, stopped } = context;
  const read = (await Promise.all(jobsOf(sessions).map((job) => readAll(context, job)))).flat();
  if (stopped()) return;
  for (const each of read) tellProblems(problems, each, sessions);
  const found = read.filter(saysSomething);
  const judged = await judgements(context, found, sessions, roots);
  if (stopped()) return;
  const isRun = ({ session }: IndexedTranscripts): boolean =>
    judged.get(session)?.some(({ type }) => type !== 'session_end') ?? false;
  const followed = found.filter((each) => isRun(each) || isJournaled(each.session));
  const kept = found.filter((each) => !followed.includes(each));
  context.index(kept.map((each) => withEnd(each, judged.get(each.session), rowsAfter(each, sessions))));
  table.put(read.filter((each) => !kept.includes(each as Found)).flatMap((each) => rowsAfter(each, sessions)));
  for (const { session } of followed) table.follow(session);
}

type Batch = ReadonlyMap<string, readonly TranscriptRow[]>;
type Found = IndexedTranscripts & { readonly summary: SessionSummary };

/** An empty file, or one that is no transcript, is no session. */
function saysSomething(each: IndexedTranscripts): each is Found {
  return each.summary !== null;
}

/** Divides sessions among the readers. */
function jobsOf(sessions: Batch): readonly Batch[] {
  const jobs: Map<string, readonly TranscriptRow[]>[] = [];
  let left = 0;
  for (const [session, rows] of sessions) {
    if (left <= 0 || jobs.at(-1)!.size >= JOB_SESSIONS) {
      jobs.push(new Map());
      left = JOB_BYTES;
    }
    jobs.at(-1)!.set(session, rows);
    left -= rows.reduce((sum, { size }) => sum + size, 0);
  }
  return jobs;
}

/** A session that no process survives must not take those beside it along. */
async function readAll(context: SumUpContext, sessions: Batch): Promise<readonly IndexedTranscripts[]> {
  const { program, readers, stopped } = context;
  const asked = [...sessions].map(([session, rows]) => ({
    session,
    files: rows.map(({ path, agent }) => ({ path, session, agent })),
  }));
  try {
    return await readers.run({ type: 'index', program, sessions: asked });
  } catch (error) {
    if (stopped()) return [];
    const { session, files } = asked[0]!;
    const message = describeReadError(error);
    const problem = files.map(({ path }) => ({ place: path, message }));
    if (asked.length === 1)
      return [{ session, summary: null, calls: [], standing: FIRST_STANDING, skipped: [], problems: problem }];
    const found: IndexedTranscripts[] = [];
    for (const each of sessions) found.push(...(await readAll(context, new Map([each]))));
    return found;
  }
}

/** The files as they were listed before they were read; one that could not be read is looked at again. */
function rowsAfter({ session, problems }: IndexedTranscripts, sessions: Batch): readonly TranscriptRow[] {
  const unread = new Set(problems.map(({ place }) => place));
  return sessions
    .get(session)!
    .map((row) => ({ ...row, pending: false, size: unread.has(row.path) ? UNREAD_SIZE : row.size }));
}

function tellProblems(
  problems: Problems,
  { session, problems: told, skipped }: IndexedTranscripts,
  sessions: Batch,
): void {
  for (const problem of told) problems.blocked({ ...problem, session });
  for (const each of skipped) tellSkipped(problems, each.path, session, each.skipped);
  const unread = new Set(told.map(({ place }) => place));
  for (const { path } of sessions.get(session)!) if (!unread.has(path)) problems.readable(path);
}

async function judgements(
  { program, judge }: SumUpContext,
  found: readonly IndexedTranscripts[],
  sessions: Batch,
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
  { summary, calls }: Found,
  judged: readonly SessionEvent[] | undefined,
  files: readonly TranscriptRow[],
): SummedUp {
  const end = judged?.[0] as KnownOf<'session_end'> | undefined;
  const told = end && { ...end.data, at: end.time, clock: end.clock };
  return { summary: { ...summary, end: summary.end ?? told ?? null }, calls, files };
}
