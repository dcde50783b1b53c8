import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { KnownEvent, KnownOf, KnownType, SessionEvent, Tokens } from '../../../../../../src/protocol/events.ts';
import { addTokens, NO_TOKENS } from '../../../../../../src/protocol/events.ts';
import type { CodexCarry } from '../../../../../../src/server/sources/codex/carry.ts';
import { codexFormat } from '../../../../../../src/server/sources/codex/codexFormat.ts';
import { rolloutHeader } from '../../../../../../src/server/sources/codex/rolloutHeader.ts';
import type { TailLine } from '../../../../../../src/server/sources/files/tailFile.ts';
import type { ModelFacts, TranscriptFile } from '../../../../../../src/server/sources/transcripts/transcriptFormat.ts';

const RECORDED = join(import.meta.dirname, '../../../../../fixtures/codex');

/** Tokens as the recorded provider counted them: what was cached is a part of the input. */
export interface Counted {
  readonly input_tokens: number;
  readonly cached_input_tokens: number;
  readonly output_tokens: number;
  readonly reasoning_output_tokens: number;
  readonly requests: number;
}

export interface Truth {
  readonly final_state: string;
  readonly model: string;
  readonly cwd: string;
  readonly version: string;
  readonly git_branch: string;
  readonly totals_completed: Counted;
  readonly totals_completed_by_kind: Readonly<Record<string, Counted>>;
  readonly tool_calls_by_name: Readonly<Record<string, number>>;
  readonly last_main_context_tokens: { readonly total_tokens: number };
  readonly expected_plan?: readonly (readonly [string, string])[];
}

export interface RecordedFile extends TranscriptFile {
  readonly bytes: Buffer;
  readonly lines: readonly TailLine[];
}

export interface Recording {
  readonly name: string;
  readonly truth: Truth;
  readonly files: readonly RecordedFile[];
}

export const SCENARIOS: readonly string[] = globSync('*/truth.json', { cwd: RECORDED }).map(dirname).sort();

export function recording(name: string): Recording {
  const folder = join(RECORDED, name);
  const home = join(folder, 'codex_home');
  const paths = globSync('{sessions,archived_sessions}/**/*.jsonl', { cwd: home }).map((path) =>
    path.replaceAll('\\', '/'),
  );
  const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Truth;
  return { name, truth, files: paths.sort().map((path) => recordedFile(home, path)) };
}

function recordedFile(home: string, path: string): RecordedFile {
  const bytes = readFileSync(join(home, path));
  const { thread, session } = rolloutHeader(bytes.toString('utf8', 0, 16_384), basename(path))!;
  return { path, session, agent: thread === session ? null : thread, bytes, lines: linesOf(bytes.toString()) };
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

/** A dollar for a million tokens of any kind, twice as much where it is fast. */
export const MODELS: ModelFacts = {
  price: (model, tokens, _time, speed) => {
    if (!model.startsWith('gpt-5.')) return null;
    const all = tokens.input + tokens.cache_read + tokens.cache_write_5m + tokens.output;
    return (all / 1e6) * (speed === 'fast' ? 2 : 1);
  },
  contextWindow: (model) => (model === 'gpt-5.1' ? 400_000 : null),
};

export interface ReadLines {
  readonly events: readonly KnownEvent[];
  readonly carry: CodexCarry;
  readonly skipped: readonly string[];
}

export function readLines(
  lines: readonly TailLine[],
  file: TranscriptFile,
  from: CodexCarry = codexFormat.first,
  models = MODELS,
): ReadLines {
  const events: SessionEvent[] = [];
  const skipped: string[] = [];
  let carry = from;
  for (const line of lines) {
    const parsed = codexFormat.line(line, file, carry, models);
    events.push(...parsed.events);
    if (parsed.skipped !== undefined) skipped.push(parsed.skipped);
    carry = parsed.carry;
  }
  return { events: events as KnownEvent[], carry, skipped };
}

/** Everything a recording's files tell, as a journal keeps it: each fact of a session once. */
export function readRecording({ files }: Pick<Recording, 'files'>): readonly KnownEvent[] {
  const facts = new Map<string, KnownEvent>();
  for (const file of files) {
    for (const event of readLines(file.lines, file).events) {
      const name = `${event.session} ${event.id}`;
      if (!facts.has(name)) facts.set(name, event);
    }
  }
  return [...facts.values()];
}

export function ofType<T extends KnownType>(events: readonly SessionEvent[], type: T): readonly KnownOf<T>[] {
  return events.filter((event) => event.type === type) as unknown as readonly KnownOf<T>[];
}

/** What requests used, each once, in the provider's words. */
export function used(events: readonly SessionEvent[]): Counted {
  const calls = new Map(ofType(events, 'model_call').map(({ data }) => [data.request!, data]));
  const sum = [...calls.values()].reduce<Tokens>(addTokens, NO_TOKENS);
  return {
    input_tokens: sum.input + sum.cache_read + sum.cache_write_5m,
    cached_input_tokens: sum.cache_read,
    output_tokens: sum.output,
    reasoning_output_tokens: sum.reasoning,
    requests: calls.size,
  };
}

/** Input, output and the number of requests. */
export function totals(events: readonly SessionEvent[]): readonly number[] {
  const { input_tokens: input, output_tokens: output, requests } = used(events);
  return [input, output, requests];
}

/** A count of the recorded provider without the sums that follow from the others. */
export function counted(truth: Counted | undefined): Counted {
  return {
    input_tokens: truth?.input_tokens ?? 0,
    cached_input_tokens: truth?.cached_input_tokens ?? 0,
    output_tokens: truth?.output_tokens ?? 0,
    reasoning_output_tokens: truth?.reasoning_output_tokens ?? 0,
    requests: truth?.requests ?? 0,
  };
}

export function minus(all: Counted, part: Counted): Counted {
  return {
    input_tokens: all.input_tokens - part.input_tokens,
    cached_input_tokens: all.cached_input_tokens - part.cached_input_tokens,
    output_tokens: all.output_tokens - part.output_tokens,
    reasoning_output_tokens: all.reasoning_output_tokens - part.reasoning_output_tokens,
    requests: all.requests - part.requests,
  };
}
