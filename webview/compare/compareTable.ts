import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ComparedSession, TokenKind } from '../../src/protocol/comparison.ts';
import { TOKEN_KINDS } from '../../src/protocol/comparison.ts';
import {
  formatCost,
  formatDuration,
  formatExact,
  formatPercent,
  formatTokens,
  formatUsd,
} from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { letterBadge } from './letters.ts';

interface Row {
  readonly label: string;
  /** A part of the row above it. */
  readonly isPart?: boolean;
  readonly say: (session: ComparedSession) => string;
}

const UNKNOWN = '?';

function kindWords(): Readonly<Record<TokenKind, string>> {
  return { input: t('Input'), output: t('Output'), cache_read: t('Cache reads'), cache_write: t('Cache writes') };
}

function rows(): readonly Row[] {
  const kinds = kindWords();
  return [
    { label: t('Time'), say: ({ elapsed_seconds: seconds }) => duration(seconds) },
    {
      label: t('Cost'),
      say: ({ cost }) => formatCost({ usd: cost.usd, unpricedTokens: cost.unpriced_tokens }),
    },
    ...TOKEN_KINDS.map((kind): Row => ({
      label: kinds[kind],
      isPart: true,
      say: ({ cost_by_kind: parts }) => (parts === null ? UNKNOWN : formatUsd(parts[kind])),
    })),
    { label: t('Tokens'), say: ({ tokens }) => formatTokens(tokens.total) },
    ...TOKEN_KINDS.map((kind): Row => ({
      label: kinds[kind],
      isPart: true,
      say: ({ tokens }) => formatTokens(tokens[kind]),
    })),
    { label: t('Tasks done'), say: ({ tasks }) => (tasks === null ? UNKNOWN : t`${tasks.done} of ${tasks.total}`) },
    { label: t('Cost a task'), isPart: true, say: (session) => eachTask(session, ({ usd }) => usd, formatUsd) },
    {
      label: t('Tokens a task'),
      isPart: true,
      say: (session) => eachTask(session, ({ tokens }) => tokens, formatTokens),
    },
    { label: t('Time a task'), isPart: true, say: (session) => eachTask(session, ({ seconds }) => seconds, duration) },
    { label: t('Errors'), say: ({ errors }) => formatExact(errors) },
    {
      label: t('Tool calls, failed'),
      say: ({ tool_calls: calls, tool_errors: failed }) => `${formatExact(calls)}, ${formatExact(failed)}`,
    },
    { label: t('Requests'), say: ({ requests }) => formatExact(requests) },
    { label: t('Fullest context'), say: ({ highest_context: percent }) => formatPercent(percent) },
    { label: t('Compactions'), say: ({ compactions }) => formatExact(compactions) },
    { label: t('Lines'), say: ({ lines }) => `+${formatExact(lines.added)} −${formatExact(lines.removed)}` },
  ];
}

/** All numbers of all sessions. */
export function compareTable(sessions: readonly ComparedSession[]): TemplateResult {
  return html`<section class="report-part" aria-labelledby="compare-numbers">
    <h3 id="compare-numbers">${t`In numbers`}</h3>
    <div class="compare-scroll" tabindex="0" role="group" aria-label=${t`Table of all numbers`}>
      <table class="compare-table">
        <thead>
          <tr>
            <td></td>
            ${sessions.map((session) => html`<th scope="col">${letterBadge(session)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows().map(
            ({ label, say, isPart = false }) =>
              html`<tr class=${isPart ? 'compare-of' : nothing}>
                <th scope="row">${label}</th>
                ${sessions.map((session) => html`<td>${say(session)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="history-note">
      ${t`“?” is unknown: nobody told it. Cost by kind is the cost of the requests, split by list prices.`}
    </p>
  </section>`;
}

/** Where no task is finished there is none to tell of, which is not unknown. */
function eachTask(
  { tasks, per_task: each }: ComparedSession,
  valueOf: (each: NonNullable<ComparedSession['per_task']>) => number | null,
  say: (value: number) => string,
): string {
  if (each === null) return tasks === null ? UNKNOWN : '–';
  const value = valueOf(each);
  return value === null ? UNKNOWN : say(value);
}

function duration(seconds: number | null): string {
  return seconds === null ? UNKNOWN : formatDuration(seconds * 1_000);
}
