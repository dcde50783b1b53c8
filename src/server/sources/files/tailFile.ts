import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { contentHash } from './contentHash.ts';

/** How much is read at once. A line over `lineBytes` is given up, and its rest is passed over in bounded memory. */
export interface TailLimits {
  readonly readBytes: number;
  readonly lineBytes: number;
  readonly lines: number;
  /** True where a line begins that tells nothing by its first bytes: it is passed over. A line feed ends it. */
  readonly isBulk?: (bytes: Buffer, at: number) => boolean;
}

export const TAIL_LIMITS: TailLimits = { readBytes: 128 * 1024, lineBytes: 1024 * 1024, lines: 500 };

/**
 * How far a growing file has been read. Which file it was is told by its content, not by path or inode: `head` and
 * `tail` are hashes of the first bytes and of those before `offset`. A file that no longer has them is another one.
 */
export interface TailPosition {
  /** Bytes read, up to the end of a line. */
  readonly offset: number;
  /** Lines read. */
  readonly lines: number;
  /** Counts the times the file was truncated or replaced. */
  readonly generation: number;
  readonly head: string;
  readonly tail: string;
  /** True inside a line that is too long. */
  readonly skipping: boolean;
}

export interface TailLine {
  readonly text: string;
  /** Where the line begins, bytes. */
  readonly offset: number;
  /** Counted from 1. */
  readonly number: number;
}

export interface TailRead {
  readonly position: TailPosition;
  readonly lines: readonly TailLine[];
  /** Lines given up because they are too long. */
  readonly tooLong: readonly Omit<TailLine, 'text'>[];
  /** True when the file was truncated or replaced and is read from its start. */
  readonly restarted: boolean;
  /** True when there is more to read now. */
  readonly more: boolean;
}

const HEAD_BYTES = 1024;
const TAIL_BYTES = 256;
const NEWLINE = 0x0a;
const NO_BYTES = Buffer.alloc(0);
const NO_FINGERPRINT = contentHash(NO_BYTES);
/** Opening a pipe that lies in a file's place must not wait for somebody who writes into it. Windows has none. */
const OPEN_FLAGS = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

export const TAIL_START: TailPosition = {
  offset: 0,
  lines: 0,
  generation: 0,
  head: NO_FINGERPRINT,
  tail: NO_FINGERPRINT,
  skipping: false,
};

/** Bytes of a file that are wanted next; the answer is shorter at the file's end. */
interface Wanted {
  readonly position: number;
  readonly length: number;
}

/**
 * The next complete lines of a file that others append to, at most one batch of them. A last line without its newline
 * waits. Throws what the file system throws.
 */
export async function readTail(path: string, from: TailPosition, limits = TAIL_LIMITS): Promise<TailRead> {
  const handle = await open(path, OPEN_FLAGS);
  try {
    const reading = tail(sizeOf(await handle.stat()), from, limits);
    let step = reading.next();
    while (step.done !== true) step = reading.next(await readAt(handle, step.value));
    return step.value;
  } finally {
    await handle.close();
  }
}

/**
 * The same for a process that has nothing else to do: the way over the event loop costs more than the reading, and so
 * does new memory, so it reads into the same bytes again and again.
 */
export function createTailReader(): (path: string, from: TailPosition, limits: TailLimits) => TailRead {
  let scratch = Buffer.alloc(0);
  return (path, from, limits) => {
    const file = openSync(path, OPEN_FLAGS);
    try {
      return answered(tail(sizeOf(fstatSync(file)), from, limits), ({ position, length }) => {
        // The head of a file is looked at once more when what follows has been read.
        const isHead = length <= HEAD_BYTES;
        if (!isHead && scratch.length < length) scratch = Buffer.alloc(length);
        return readAtSync(file, position, isHead ? Buffer.alloc(length) : scratch.subarray(0, length));
      });
    } finally {
      closeSync(file);
    }
  };
}

/** The same of a file that was unpacked into memory. */
export function tailOf(bytes: Buffer, from: TailPosition, limits: TailLimits): TailRead {
  return answered(tail(bytes.length, from, limits), ({ position, length }) =>
    bytes.subarray(position, position + length),
  );
}

/** A reading, where every wish is granted at once. */
function answered(reading: ReturnType<typeof tail>, read: (wanted: Wanted) => Buffer): TailRead {
  let step = reading.next();
  while (step.done !== true) step = reading.next(read(step.value));
  return step.value;
}

function* tail(size: number, from: TailPosition, limits: TailLimits): Generator<Wanted, TailRead, Buffer> {
  const same = yield* readFrom(size, from, limits);
  if (same !== null) return { ...same, restarted: false };
  const restart = { ...TAIL_START, generation: from.generation + 1 };
  const anew = yield* readFrom(size, restart, limits);
  // Nothing comes before offset 0, so the start of a file always fits.
  return { ...anew!, restarted: true };
}

/** null when the file is not the one the position was taken from. */
function* readFrom(
  size: number,
  from: TailPosition,
  limits: TailLimits,
): Generator<Wanted, Omit<TailRead, 'restarted'> | null, Buffer> {
  const head = Math.min(HEAD_BYTES, from.offset);
  const first = head === 0 ? NO_BYTES : yield { position: 0, length: head };
  if (fingerprint(first) !== from.head) return null;
  const before = Math.min(TAIL_BYTES, from.offset);
  // One byte more than there is tells the end of the file from a full buffer.
  const left = Math.max(0, size - from.offset) + 1;
  // The bytes that prove the place and those that follow come in one read: the file may be replaced at any moment.
  let wanted = Math.min(limits.readBytes, left);
  let window = yield { position: from.offset - before, length: before + wanted };
  if (fingerprint(window.subarray(0, before)) !== from.tail) return null;
  if (!from.skipping && window.length === before + wanted && window.indexOf(NEWLINE, before) < 0) {
    wanted = Math.min(limits.lineBytes + 1, left);
    window = yield { position: from.offset - before, length: before + wanted };
    if (fingerprint(window.subarray(0, before)) !== from.tail) return null;
  }
  const split = splitLines(window.subarray(before), from, limits, window.length === before + wanted);
  const consumed = window.subarray(0, before + split.bytes);
  const proof = Buffer.concat([first, consumed.subarray(before, before + HEAD_BYTES - first.length)]);
  const position = {
    offset: from.offset + split.bytes,
    lines: split.number - 1,
    generation: from.generation,
    head: fingerprint(proof),
    tail: fingerprint(consumed.subarray(-TAIL_BYTES)),
    skipping: split.skipping,
  };
  return { position, lines: split.lines, tooLong: split.tooLong, more: split.more };
}

/** `full`: the read stopped at its limit, not at the end of the file. */
function splitLines(bytes: Buffer, from: TailPosition, limits: TailLimits, full: boolean) {
  const lines: TailLine[] = [];
  const tooLong: Omit<TailLine, 'text'>[] = [];
  let { skipping } = from;
  let number = from.lines + 1;
  let at = 0;
  let newline = bytes.indexOf(NEWLINE);
  while (newline >= 0 && lines.length < limits.lines) {
    const offset = from.offset + at;
    if (skipping) skipping = false;
    else if (newline - at > limits.lineBytes) tooLong.push({ offset, number });
    else if (limits.isBulk?.(bytes, at) !== true) {
      lines.push({ offset, number, text: decode(bytes, at, newline, offset) });
    }
    number++;
    at = newline + 1;
    newline = bytes.indexOf(NEWLINE, at);
  }
  if (newline < 0 && (skipping || bytes.length - at > limits.lineBytes)) {
    if (!skipping) tooLong.push({ offset: from.offset + at, number });
    skipping = true;
    at = bytes.length;
  }
  return { lines, tooLong, skipping, number, bytes: at, more: at > 0 && (full || newline >= 0) };
}

/** Text of a line: Windows line ends and a byte order mark are no part of it, broken UTF-8 shows as U+FFFD. */
function decode(bytes: Buffer, from: number, to: number, offset: number): string {
  const text = bytes.toString('utf8', from, to > from && bytes[to - 1] === 0x0d ? to - 1 : to);
  return offset === 0 && text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function sizeOf(stats: Stats): number {
  if (stats.isFile() || stats.isDirectory()) return stats.size;
  throw Object.assign(new Error('EINVAL: it is no file'), { code: 'EINVAL', syscall: 'open' });
}

async function readAt(handle: FileHandle, { position, length }: Wanted): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

function readAtSync(file: number, position: number, buffer: Buffer): Buffer {
  let filled = 0;
  while (filled < buffer.length) {
    const bytesRead = readSync(file, buffer, filled, buffer.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

function fingerprint(bytes: Buffer): string {
  // A file is always begun with none.
  return bytes.length === 0 ? NO_FINGERPRINT : contentHash(bytes);
}
