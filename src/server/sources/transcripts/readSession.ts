import { stat } from 'node:fs/promises';
import type { Json } from '../../../protocol/events.ts';
import { describeReadError, isMissing } from '../files/fileErrors.ts';
import { tellSkipped } from '../files/followLines.ts';
import type { Problems } from '../files/problems.ts';
import type { SourceContext } from '../source.ts';
import type { TranscriptBatch, TranscriptPosition } from './readTranscript.ts';
import type { ReaderJob } from './readerJobs.ts';
import type { Standing, TranscriptFile } from './transcriptFormat.ts';
import type { ProgramName } from './transcriptProgram.ts';
import type { TranscriptRow } from './transcriptTable.ts';

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
 * read; null when it cannot be read, which is told unless it is gone.
 */
export async function readFollowed(
  context: ReadContext,
  row: TranscriptRow,
  stopped: () => boolean,
): Promise<{ readonly row: TranscriptRow; readonly standing: Standing } | null> {
  const { program, problems } = context;
  const file: TranscriptFile = { path: row.path, session: row.session, agent: row.agent };
  const key = cursorKey(row.path);
  try {
    const { size, mtimeMs, ino } = await stat(row.path);
    let from = context.cursor(key);
    let standing: Standing | undefined;
    for (let more = true; more && !stopped();) {
      const job = { type: 'read', program, file, from } as const;
      const left = size - (from === undefined ? 0 : (from as unknown as TranscriptPosition).tail.offset);
      const batch = await (left > INLINE_BYTES ? context.apart(job) : context.here(job));
      const position = batch.position as unknown as Json;
      context.commit({ events: batch.events, cursors: [{ key, value: position }] });
      tellSkipped(problems, row.path, row.session, batch.position.skipped);
      from = position;
      ({ standing, more } = batch);
    }
    problems.readable(row.path);
    const read = { ...row, size, modified: mtimeMs, inode: String(ino), pending: stopped(), followed: true };
    return standing === undefined ? null : { row: read, standing };
  } catch (error) {
    if (isMissing(error) || stopped()) problems.readable(row.path);
    else problems.blocked({ place: row.path, session: row.session, message: describeReadError(error) });
    return null;
  }
}
