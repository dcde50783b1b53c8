import { stat } from 'node:fs/promises';
import type { Json } from '../../../protocol/events.ts';
import { describeReadError, isMissing } from '../files/fileErrors.ts';
import { tellSkipped } from '../files/followLines.ts';
import type { Problems } from '../files/problems.ts';
import type { SourceContext } from '../source.ts';
import type { TranscriptBatch, TranscriptPosition } from './readTranscript.ts';
import type { ReaderJob } from './readerJobs.ts';
import type { Standing } from './transcriptFormat.ts';
import type { ProgramName } from './transcriptProgram.ts';
import type { TranscriptRow } from '../../base/transcriptTable.ts';

/** Bytes that are read in the server's process: a live transcript's next lines, without the way to another process. */
const INLINE_BYTES = 128 * 1024;

export interface ReadContext extends Pick<SourceContext, 'commit' | 'cursor'> {
  readonly program: ProgramName;
  readonly problems: Problems;
  /** Reads in a process of its own. */
  readonly apart: (job: Extract<ReaderJob, { type: 'read' }>) => Promise<TranscriptBatch>;
  /** Reads in this process. */
  readonly here: (job: Extract<ReaderJob, { type: 'read' }>) => Promise<TranscriptBatch>;
}

/** Where a transcript was read to is kept beside its facts, under this key. */
export function cursorKey(path: string): string {
  return `transcript\0${path}`;
}

/**
 * Journals what is new in a transcript, batch by batch. Returns how it stands and the file as it was before it was
 * read; null when it cannot be read, which is told unless it is gone. Throws what the journal throws.
 */
export async function readFollowed(
  context: ReadContext,
  row: TranscriptRow,
  stopped: () => boolean,
): Promise<{ readonly row: TranscriptRow; readonly standing: Standing } | null> {
  const { problems } = context;
  const key = cursorKey(row.path);
  const before = await tried(context, row, stopped, () => stat(row.path));
  if (before === null) return null;
  let from = context.cursor(key);
  let standing: Standing | undefined;
  for (let more = true; more && !stopped();) {
    const batch = await tried(context, row, stopped, () => readNext(context, row, from, before.size));
    if (batch === null) return null;
    const position = batch.position as unknown as Json;
    context.commit({ events: batch.events, cursors: [{ key, value: position }] });
    tellSkipped(problems, row.path, row.session, batch.position.skipped);
    from = position;
    ({ standing, more } = batch);
  }
  problems.readable(row.path);
  if (standing === undefined) return null;
  const stamp = { size: before.size, modified: before.mtimeMs, inode: String(before.ino) };
  return { row: { ...row, ...stamp, pending: stopped(), followed: true }, standing };
}

/** null where the file system, or the reader, failed: then it is told. */
async function tried<T>(
  { problems }: ReadContext,
  { path, session }: TranscriptRow,
  stopped: () => boolean,
  read: () => Promise<T>,
): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isMissing(error) || stopped()) problems.readable(path);
    else problems.blocked({ place: path, session, message: describeReadError(error) });
    return null;
  }
}

/** Much is read apart, and so is what is compressed: that may be more than its size tells. */
function readNext(
  { program, apart, here }: ReadContext,
  { path, session, agent }: TranscriptRow,
  from: Json | undefined,
  size: number,
): Promise<TranscriptBatch> {
  const job = { type: 'read', program, file: { path, session, agent }, from } as const;
  const left = size - (from === undefined ? 0 : (from as unknown as TranscriptPosition).tail.offset);
  return left > INLINE_BYTES || path.endsWith('.zst') ? apart(job) : here(job);
}
