import { inEnglish } from '../../../protocol/language.ts';
import { z } from 'zod';
import type { Json, SessionEvent } from '../../../protocol/events.ts';
import { skippedLines, tailPosition } from '../files/followLines.ts';
import { readCompressed } from '../files/readCompressed.ts';
import { tailOf, TAIL_START } from '../files/tailFile.ts';
import type { TailLimits, TailLine, TailPosition, TailRead } from '../files/tailFile.ts';
import type { LineContext, Standing, TranscriptFormat } from './transcriptFormat.ts';

/** Lines of images and of whole files are normal; one beyond this many bytes is given up. */
const LINE_BYTES = 8 * 1024 * 1024;
/** Bytes of a compressed transcript: a small file may hold any amount. */
const UNPACKED_BYTES = 128 * 1024 * 1024;

/** How lines are read: by turns of the event loop where others wait for it, at once where nobody does. */
export type ReadTail = (path: string, from: TailPosition, limits: TailLimits) => TailRead | Promise<TailRead>;

/** How far a transcript was read, and what its reader must remember. */
export interface TranscriptPosition {
  readonly tail: z.infer<typeof tailPosition>;
  /** Lines that could not be used. */
  readonly skipped: z.infer<typeof skippedLines> | null;
  readonly carry: Json;
}

export interface TranscriptBatch {
  readonly events: readonly SessionEvent[];
  readonly position: TranscriptPosition;
  readonly standing: Standing;
  /** True when there is more to read now. */
  readonly more: boolean;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the carry is the format's own and checked by it
export type AnyFormat = TranscriptFormat<any>;

const position = z.object({ tail: tailPosition, skipped: skippedLines.nullable(), carry: z.unknown() });

/**
 * The next lines of a transcript from where it was read to, at most `bytes` of them. A position that is none, or that
 * another version wrote, begins anew: facts have ids, so that is harmless. Throws what the file system throws.
 */
export async function readTranscript(
  format: AnyFormat,
  context: LineContext,
  from: unknown,
  bytes: number,
  tail: ReadTail,
): Promise<TranscriptBatch> {
  const { file } = context;
  const before = resume(format, from);
  const unpacked = file.path.endsWith('.zst') ? await unpack(file.path) : null;
  const limits: TailLimits = {
    readBytes: unpacked === null ? bytes : UNPACKED_BYTES,
    lineBytes: LINE_BYTES,
    lines: Infinity,
    isBulk: format.isBulk,
  };
  const read = unpacked === null ? await tail(file.path, before.tail, limits) : tailOf(unpacked, before.tail, limits);
  let carry = (read.restarted ? format.first : before.carry) as { standing: Standing };
  let skipped = before.skipped;
  const events: SessionEvent[] = [];
  const skip = (line: Omit<TailLine, 'text'>, reason: string): void => {
    const where = inEnglish`line ${line.number}, byte ${line.offset}`;
    skipped = { count: (skipped?.count ?? 0) + 1, reason: `${where}: ${reason}`, at: Date.now() };
  };
  for (const line of read.tooLong) skip(line, inEnglish`it is longer than ${LINE_BYTES} bytes`);
  for (const line of read.lines) {
    const parsed = format.line(line, carry, context);
    for (const event of parsed.events) events.push(event);
    carry = parsed.carry as { standing: Standing };
    if (parsed.skipped !== undefined) skip(line, parsed.skipped);
  }
  const next = { tail: read.position, skipped, carry: carry as unknown as Json };
  return { events, position: next, standing: carry.standing, more: read.more };
}

/** A compressed file is never appended to, so it is read in one go. Throws why it cannot be read. */
async function unpack(path: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of readCompressed(path, UNPACKED_BYTES)) {
    if (!part.ok) throw new Error(part.reason);
    parts.push(part.bytes);
  }
  return Buffer.concat(parts);
}

function resume(format: AnyFormat, from: unknown): TranscriptPosition {
  const kept = from == null ? undefined : position.safeParse(from);
  const carry = kept?.success === true ? format.carry.safeParse(kept.data.carry) : undefined;
  if (kept?.success !== true || carry?.success !== true) {
    return { tail: TAIL_START, skipped: null, carry: format.first as Json };
  }
  return { ...kept.data, carry: carry.data as Json };
}
