import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { countChosen } from '../../src/protocol/logKinds.ts';
import { formatTime } from '../clock.ts';
import { exactNumber } from '../exactNumber.ts';
import type { HeldLines } from './heldLines.ts';
import { EVERY_LINE, filterWords, isFiltering } from './logFilter.ts';
import type { LogFilter } from './logFilter.ts';
import type { Log } from './log.ts';

export interface LogFoot {
  readonly log: Log;
  readonly held: HeldLines;
  readonly filter: LogFilter;
  readonly following: boolean;
  /** Lines are on their way. */
  readonly loading: boolean;
  /** Why lines did not come. */
  readonly problem: string | null;
  readonly retry: () => void;
}

/** What stands beneath the log: how many lines there are, which of them are on view, and what is missing. */
export function logFoot({ log, held, filter, following, loading, problem, retry }: LogFoot): TemplateResult {
  if (problem !== null) {
    return html`<p class="log-foot log-problem" role="status">
      Other lines could not be loaded: ${problem} <button class="plain-button" @click=${retry}>Try again</button>
    </p>`;
  }
  const all = `${exactNumber(log.count)} ${log.count === 1 ? 'line' : 'lines'}`;
  const matching = isFiltering(filter) ? `${exactNumber(countChosen(log.counts, filter))} matching, of ${all}` : all;
  const { lines } = held;
  const part =
    following || lines.length === 0 || (held.older === null && held.newer === null)
      ? ''
      : ` · from ${formatTime(lines[0]!.time)} to ${formatTime(lines.at(-1)!.time)} here`;
  return html`<p class="log-foot">
    ${matching}${part}${following ? ' · following' : ' · paused'}${loading ? ' · loading more lines…' : ''}
  </p>`;
}

/** Why there is nothing to see, and how to get back. */
export function emptyLog(
  { log, filter, loading }: Pick<LogFoot, 'log' | 'filter' | 'loading'>,
  filtered: (filter: LogFilter) => void,
): TemplateResult {
  if (log.count === 0) return html`<p class="log-empty">No log line yet.</p>`;
  if (loading) return html`<p class="log-empty">Looking for lines…</p>`;
  return html`<div class="log-empty">
    <p>No line matches. The filter shows only ${filterWords(filter)}, and the session has no such line.</p>
    ${
      isFiltering(filter)
        ? html`<button class="plain-button" @click=${() => filtered(EVERY_LINE)}>Show all lines</button>`
        : nothing
    }
  </div>`;
}
