import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { count } from '../../src/protocol/count.ts';
import { formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { countChosen } from '../../src/protocol/logKinds.ts';
import { said } from '../../src/protocol/said.ts';
import { formatTime } from '../clock.ts';
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
      ${t`Other lines could not be loaded: ${said(problem)}`}
      <button class="plain-button" @click=${retry}>${t`Try again`}</button>
    </p>`;
  }
  const all = count(log.count, { one: t('1 line'), other: t('{0} lines') });
  const matching = isFiltering(filter) ? t`${formatExact(countChosen(log.counts, filter))} matching, of ${all}` : all;
  const { lines } = held;
  const part =
    following || lines.length === 0 || (held.older === null && held.newer === null)
      ? ''
      : ` · ${t`from ${formatTime(lines[0]!.time)} to ${formatTime(lines.at(-1)!.time)} here`}`;
  return html`<p class="log-foot">
    ${matching}${part} · ${following ? t`following` : t`paused`}${loading ? ` · ${t`loading more lines…`}` : ''}
  </p>`;
}

/** Why there is nothing to see, and how to get back. */
export function emptyLog(
  { log, filter, loading }: Pick<LogFoot, 'log' | 'filter' | 'loading'>,
  filtered: (filter: LogFilter) => void,
): TemplateResult {
  if (log.count === 0) return html`<p class="log-empty">${t`No log line yet.`}</p>`;
  if (loading) return html`<p class="log-empty">${t`Looking for lines…`}</p>`;
  return html`<div class="log-empty">
    <p>${t`No line matches. The filter shows only ${filterWords(filter)}, and the session has no such line.`}</p>
    ${
      isFiltering(filter)
        ? html`<button class="plain-button" @click=${() => filtered(EVERY_LINE)}>${t`Show all lines`}</button>`
        : nothing
    }
  </div>`;
}
