import { z } from 'zod';
import type { Json, Tokens } from '../../../protocol/events.ts';
import type { ParsedLine } from '../files/followLines.ts';
import type { TailLine } from '../files/tailFile.ts';

/** A file an agent writes as it works: one thread of a session. */
export interface TranscriptFile {
  readonly path: string;
  readonly session: string;
  /** The sub-agent whose thread it is; null for the main one. */
  readonly agent: string | null;
}

/** How a thread stands by its file alone: what the look at processes starts from. */
export const standing = z.object({
  /** The folder the agent works in. */
  folder: z.string().nullable(),
  turn: z.enum(['none', 'open', 'finished', 'interrupted', 'failed']),
  /** Why the turn was interrupted or failed. */
  reason: z.string().nullable(),
  /** When the newest dated line was written, ms since the Unix epoch. */
  at: z.number().nullable(),
  /** True where the file itself tells that the session ended: its `session_end` event was given. */
  ended: z.boolean(),
});
export type Standing = z.infer<typeof standing>;

export const FIRST_STANDING: Standing = { folder: null, turn: 'none', reason: null, at: null, ended: false };

/** What is looked up about models. */
export interface ModelFacts {
  /** USD at the time (ms since the Unix epoch); null when it is not known. */
  readonly price: (model: string, tokens: Tokens, time: number, speed?: string) => number | null;
  /** Tokens the context window holds; null when it is not known. */
  readonly contextWindow: (model: string) => number | null;
}

/** What a line is read with. */
export interface LineContext {
  readonly file: TranscriptFile;
  readonly models: ModelFacts;
  /**
   * Most of the work is to make texts that only a log shows: what was said, what tools gave back and changed. Whoever
   * only sums up asks for a `summary`, in which they are left out; the facts and all else in them are the same.
   */
  readonly detail: 'all' | 'summary';
}

/**
 * How one program's transcripts are read. `line` is pure: what it must remember goes through the carry, which is kept
 * with the place the file was read to, so reading may stop and go on at any line.
 */
export interface TranscriptFormat<Carry extends Json & { readonly standing: Standing }> {
  readonly first: Carry;
  readonly carry: z.ZodType<Carry>;
  /** True where a line begins that is known by its first bytes to tell nothing: it is not parsed. Never guesses. */
  readonly isBulk: (bytes: Buffer, at: number) => boolean;
  readonly line: (line: TailLine, carry: Carry, context: LineContext) => ParsedLine<Carry>;
}
