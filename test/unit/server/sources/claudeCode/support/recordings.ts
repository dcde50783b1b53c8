import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { KnownEvent } from '../../../../../../src/protocol/events.ts';
import { claudeFormat } from '../../../../../../src/server/sources/claudeCode/claudeFormat.ts';
import type { TailLine } from '../../../../../../src/server/sources/files/tailFile.ts';
import type { ModelFacts, TranscriptFile } from '../../../../../../src/server/sources/transcripts/transcriptFormat.ts';
import {
  factsOf,
  linesOf,
  reader,
  recordingsOf,
  scenariosOf,
  truthOf,
  type RecordedFile,
} from '../../support/transcripts.ts';

/** Tokens as the recorded provider counted them. */
export interface Counted {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly ephemeral_5m_input_tokens: number;
  readonly ephemeral_1h_input_tokens: number;
  /** A part of the output; only where the model thought. */
  readonly thinking_tokens?: number;
  readonly requests: number;
}

export interface Truth {
  readonly final_state: string;
  readonly totals_completed: Counted;
  readonly totals_completed_by_kind: Readonly<Record<string, Counted>>;
  readonly totals_started_but_not_completed: Counted;
  readonly tool_calls_by_name: Readonly<Record<string, number>>;
  readonly last_main_context_tokens: { readonly prompt: number };
  /** What the sub-agents were for that failed. */
  readonly failed_agents?: readonly string[];
  readonly expected_tasks?: readonly (readonly [string, string])[];
}

export interface Recording {
  readonly name: string;
  readonly truth: Truth;
  readonly files: readonly RecordedFile[];
  /** Sub-agents, by the descriptions that lie beside their transcripts. */
  readonly agents: readonly { readonly agent: string; readonly session: string; readonly meta: unknown }[];
}

export const SCENARIOS = scenariosOf('claude');

export function recording(name: string): Recording {
  const projects = join(recordingsOf('claude'), name, 'config/projects');
  const files = globSync('*/**/*.jsonl', { cwd: projects }).sort();
  return {
    name,
    truth: truthOf('claude', name) as Truth,
    files: files.map((path) => recordedFile(projects, path.replaceAll('\\', '/'))),
    agents: globSync('*/*/subagents/*.meta.json', { cwd: projects }).map((path) => ({
      agent: basename(path).replace(/^agent-|\.meta\.json$/g, ''),
      session: basename(dirname(dirname(path))),
      meta: JSON.parse(readFileSync(join(projects, path), 'utf8')) as unknown,
    })),
  };
}

function recordedFile(projects: string, path: string): RecordedFile {
  const parts = path.split('/');
  const agent = /^agent-(.*)\.jsonl$/.exec(parts.at(-1)!)?.[1] ?? null;
  const session = agent === null ? basename(path, '.jsonl') : parts.at(-3)!;
  const bytes = readFileSync(join(projects, path));
  return { path, session, agent, bytes, lines: linesOf(bytes.toString()) };
}

/** What the recorded models cost, USD per million tokens. */
export const MODELS: ModelFacts = {
  price: (model, tokens) => {
    if (!model.startsWith('claude-sonnet-4-')) return null;
    const input = tokens.input * 3 + tokens.cache_write_5m * 3.75 + tokens.cache_write_1h * 6 + tokens.cache_read * 0.3;
    return (input + tokens.output * 15) / 1e6;
  },
  contextWindow: (model) => (model.startsWith('claude-sonnet-4-') ? 200_000 : null),
};

export const readLines = reader(claudeFormat, MODELS);

/** Everything a recording's files tell. */
export function readRecording({ files }: Recording): readonly KnownEvent[] {
  return factsOf(files, readLines);
}

/** A line of a transcript made up for a test. */
export function lines(...records: readonly (object | string)[]): readonly TailLine[] {
  return linesOf(records.map((each) => `${typeof each === 'string' ? each : JSON.stringify(each)}\n`).join(''));
}

export const FILE: TranscriptFile = { path: 'projects/p/s.jsonl', session: 's', agent: null };
