import type { LogLine } from '../../src/protocol/state.ts';

/**
 * The lines at which someone stopped the log, with what came since of the tools that ran then: a line that stands still
 * must not go on saying that its tool runs.
 */
export function standingLines(stopped: readonly LogLine[], now: readonly LogLine[]): readonly LogLine[] {
  const ran = new Set(stopped.filter(isRunning).map(({ seq }) => seq));
  if (ran.size === 0) return stopped;
  const since = new Map(now.filter((line) => ran.has(line.seq) && !isRunning(line)).map((line) => [line.seq, line]));
  return since.size === 0 ? stopped : stopped.map((line) => since.get(line.seq) ?? line);
}

function isRunning({ tool }: LogLine): boolean {
  return tool?.outcome === 'running';
}
