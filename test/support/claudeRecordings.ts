import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const fixtures = join(import.meta.dirname, '../fixtures');

/** The lines of a JSON lines file below the fixtures. */
export function fixtureLines<T>(...path: readonly string[]): readonly T[] {
  const lines = readFileSync(join(fixtures, ...path), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

export interface RecordedPayload {
  /** Seconds since the Unix epoch. */
  readonly t: number;
  readonly payload: Readonly<Record<string, unknown>> & { readonly hook_event_name?: string };
}

/** What Claude Code gave its hooks in a recorded session, in order. */
export function recordedHooks(scenario: string): readonly RecordedPayload[] {
  return fixtureLines('claude', scenario, 'hooks.jsonl');
}

/** The same for its status line. */
export function recordedStatusLines(scenario: string): readonly RecordedPayload[] {
  return fixtureLines('claude', scenario, 'statusline.jsonl');
}

export interface RecordedExport {
  readonly path: string;
  readonly body: object;
}

/** The bodies of the log exports Claude Code sent in a recorded session. */
export function recordedLogs(...path: readonly string[]): readonly object[] {
  return fixtureLines<RecordedExport>(...path)
    .filter((sent) => sent.path === '/v1/logs')
    .map(({ body }) => body);
}

export interface Truth {
  readonly totals_completed: Readonly<Record<string, number>>;
  readonly totals_completed_by_kind: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What the stand-in of the provider counted. */
export function truthOf(scenario: string): Truth {
  return JSON.parse(readFileSync(join(fixtures, 'claude', scenario, 'truth.json'), 'utf8')) as Truth;
}

export function fixtureBytes(...path: readonly string[]): Buffer {
  return readFileSync(join(fixtures, ...path));
}
