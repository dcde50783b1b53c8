import { inEnglish } from '../../../protocol/language.ts';
import { z } from 'zod';
import type { Json, SessionEvent } from '../../../protocol/events.ts';
import type { SourceContext } from '../source.ts';
import type { Looked } from './followFiles.ts';
import type { Problems } from './problems.ts';
import { readJsonFile } from './readJsonFile.ts';

/** How long, ms, a file may be half-written before that is a problem. */
const WRITING_MS = 2_000;

/** One content of a file: its hash, and when it was written (ms, the file system's clock). */
export interface Version {
  readonly hash: string;
  readonly modified: number;
}

export type ParsedFile<Memory> =
  | { readonly ok: true; readonly events: readonly SessionEvent[]; readonly memory: Memory }
  | { readonly ok: false; readonly message: string };

export interface JsonFormat<Memory extends Json> {
  readonly session: string | null;
  /** What is remembered from one version of the file to the next. */
  readonly memory: z.ZodType<Memory>;
  readonly parse: (value: unknown, version: Version, before: Memory | null) => ParsedFile<Memory>;
}

/** Takes in a JSON file that is rewritten as a whole, when its content is another than last time. */
export async function followJson<Memory extends Json>(
  context: Pick<SourceContext, 'commit' | 'cursor' | 'now'>,
  problems: Problems,
  file: { readonly path: string; readonly key: string },
  format: JsonFormat<Memory>,
  modified: number,
): Promise<Looked> {
  const blocked = (message: string) => problems.blocked({ place: file.path, session: format.session, message });
  const read = await readJsonFile(file.path);
  if (!read.ok) {
    if (read.unfinished && Math.abs(context.now() - modified) <= WRITING_MS) return 'again';
    blocked(
      inEnglish`Not used: ${read.message}. What was known before stays. It is read again when it is next written.`,
    );
    return 'blocked';
  }
  const kept = z.object({ hash: z.string(), memory: format.memory }).safeParse(context.cursor(file.key));
  if (kept.success && kept.data.hash === read.hash) return 'done';
  const parsed = format.parse(read.value, { hash: read.hash, modified }, kept.success ? kept.data.memory : null);
  if (!parsed.ok) {
    blocked(
      inEnglish`Not used: ${parsed.message}. What was known before stays. It is read again when it is next written.`,
    );
    return 'blocked';
  }
  const value = { hash: read.hash, memory: parsed.memory };
  context.commit({ events: parsed.events, cursors: [{ key: file.key, value }] });
  return 'done';
}
