import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { KnownEvent, SessionEvent, Tokens } from '../../../../../../src/protocol/events.ts';
import { addTokens, NO_TOKENS } from '../../../../../../src/protocol/events.ts';
import { codexFormat } from '../../../../../../src/server/sources/codex/codexFormat.ts';
import { rolloutHeader } from '../../../../../../src/server/sources/codex/rolloutHeader.ts';
import type { ModelFacts } from '../../../../../../src/server/sources/transcripts/transcriptFormat.ts';
import {
  factsOf,
  linesOf,
  ofType,
  reader,
  recordingsOf,
  scenariosOf,
  truthOf,
  type RecordedFile,
} from '../../support/transcripts.ts';

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

export interface Recording {
  readonly name: string;
  readonly truth: Truth;
  readonly files: readonly RecordedFile[];
}

export const SCENARIOS = scenariosOf('codex');

export function recording(name: string): Recording {
  const home = join(recordingsOf('codex'), name, 'codex_home');
  const paths = globSync('{sessions,archived_sessions}/**/*.jsonl', { cwd: home }).map((path) =>
    path.replaceAll('\\', '/'),
  );
  return { name, truth: truthOf('codex', name) as Truth, files: paths.sort().map((path) => recordedFile(home, path)) };
}

function recordedFile(home: string, path: string): RecordedFile {
  const bytes = readFileSync(join(home, path));
  const { thread, session } = rolloutHeader(bytes.toString('utf8', 0, 16_384), basename(path))!;
  return { path, session, agent: thread === session ? null : thread, bytes, lines: linesOf(bytes.toString()) };
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

export const readLines = reader(codexFormat, MODELS);

/** Everything a recording's files tell. */
export function readRecording({ files }: Pick<Recording, 'files'>): readonly KnownEvent[] {
  return factsOf(files, readLines);
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
