/** Reading of transcripts as tests do it: recorded ones and made ones, of any program. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Json, KnownEvent, KnownOf, KnownType, SessionEvent } from '../../../../../src/protocol/events.ts';
import type { TailLine } from '../../../../../src/server/sources/files/tailFile.ts';
import type {
  ModelFacts,
  Standing,
  TranscriptFile,
  TranscriptFormat,
} from '../../../../../src/server/sources/transcripts/transcriptFormat.ts';

const FIXTURES = join(import.meta.dirname, '../../../../fixtures');

export interface RecordedFile extends TranscriptFile {
  readonly bytes: Buffer;
  readonly lines: readonly TailLine[];
}

/** Where the recordings of a program are. */
export function recordingsOf(program: 'claude' | 'codex'): string {
  return join(FIXTURES, program);
}

/** The names of its recordings. */
export function scenariosOf(program: 'claude' | 'codex'): readonly string[] {
  return globSync('*/truth.json', { cwd: recordingsOf(program) })
    .map(dirname)
    .sort();
}

/** What was really so when a session was recorded. */
export function truthOf(program: 'claude' | 'codex', name: string): unknown {
  return JSON.parse(readFileSync(join(recordingsOf(program), name, 'truth.json'), 'utf8'));
}

/** Complete lines, as the tail of a file gives them. */
export function linesOf(content: string): readonly TailLine[] {
  let offset = 0;
  return content
    .split('\n')
    .slice(0, -1)
    .map((text, index) => {
      const line = { text, offset, number: index + 1 };
      offset += Buffer.byteLength(text) + 1;
      return line;
    });
}

export interface ReadLines<Carry> {
  readonly events: readonly KnownEvent[];
  readonly carry: Carry;
  readonly skipped: readonly string[];
}

/** What lines tell, all of them, be they bulk or not. */
export function reader<Carry extends Json & { readonly standing: Standing }>(
  format: TranscriptFormat<Carry>,
  known: ModelFacts,
) {
  return (
    lines: readonly TailLine[],
    file: TranscriptFile,
    from: Carry = format.first,
    models = known,
  ): ReadLines<Carry> => {
    const events: SessionEvent[] = [];
    const skipped: string[] = [];
    let carry = from;
    for (const line of lines) {
      const parsed = format.line(line, carry, { file, models, detail: 'all' });
      events.push(...parsed.events);
      if (parsed.skipped !== undefined) skipped.push(parsed.skipped);
      carry = parsed.carry;
    }
    return { events: events as KnownEvent[], carry, skipped };
  };
}

/** Everything that files tell, as a journal keeps it: each fact of a session once. */
export function factsOf(
  files: readonly RecordedFile[],
  read: (lines: readonly TailLine[], file: TranscriptFile) => Pick<ReadLines<unknown>, 'events'>,
): readonly KnownEvent[] {
  const facts = new Map<string, KnownEvent>();
  for (const file of files) {
    for (const event of read(file.lines, file).events) {
      const name = `${event.session} ${event.id}`;
      if (!facts.has(name)) facts.set(name, event);
    }
  }
  return [...facts.values()];
}

export function ofType<T extends KnownType>(events: readonly SessionEvent[], type: T): readonly KnownOf<T>[] {
  return events.filter((event) => event.type === type) as unknown as readonly KnownOf<T>[];
}
