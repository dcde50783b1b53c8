import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ComparedSession, TokenKind } from '../../src/protocol/comparison.ts';
import { TOKEN_KINDS } from '../../src/protocol/comparison.ts';
import { formatCost, formatDuration, formatPercent, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { letterBadge } from './letters.ts';

interface Row {
  readonly label: string;
  /** A part of the row above it. */
  readonly isPart?: boolean;
  readonly say: (session: ComparedSession) => string;
}

const UNKNOWN = '?';
const KIND_WORDS: Readonly<Record<TokenKind, string>> = {
  input: 'Input',
  output: 'Output',
  cache_read: 'Cache reads',
  cache_write: 'Cache writes',
};

const ROWS: readonly Row[] = [
  { label: 'Time', say: ({ elapsed_seconds: seconds }) => duration(seconds) },
  {
    label: 'Cost',
    say: ({ cost }) => formatCost({ usd: cost.usd, unpricedTokens: cost.unpriced_tokens }),
  },
  ...TOKEN_KINDS.map((kind): Row => ({
    label: KIND_WORDS[kind],
    isPart: true,
    say: ({ cost_by_kind: parts }) => (parts === null ? UNKNOWN : formatUsd(parts[kind])),
  })),
  { label: 'Tokens', say: ({ tokens }) => formatTokens(tokens.total) },
  ...TOKEN_KINDS.map((kind): Row => ({
    label: KIND_WORDS[kind],
    isPart: true,
    say: ({ tokens }) => formatTokens(tokens[kind]),
  })),
  { label: 'Tasks done', say: ({ tasks }) => (tasks === null ? UNKNOWN : `${tasks.done} of ${tasks.total}`) },
  { label: 'Cost a task', isPart: true, say: (session) => eachTask(session, ({ usd }) => usd, formatUsd) },
  { label: 'Tokens a task', isPart: true, say: (session) => eachTask(session, ({ tokens }) => tokens, formatTokens) },
  { label: 'Time a task', isPart: true, say: (session) => eachTask(session, ({ seconds }) => seconds, duration) },
  { label: 'Errors', say: ({ errors }) => errors.toLocaleString() },
  {
    label: 'Tool calls, failed',
    say: ({ tool_calls: calls, tool_errors: failed }) => `${calls.toLocaleString()}, ${failed.toLocaleString()}`,
  },
  { label: 'Requests', say: ({ requests }) => requests.toLocaleString() },
  { label: 'Fullest context', say: ({ highest_context: percent }) => formatPercent(percent) },
  { label: 'Compactions', say: ({ compactions }) => compactions.toLocaleString() },
  { label: 'Lines', say: ({ lines }) => `+${lines.added.toLocaleString()} −${lines.removed.toLocaleString()}` },
];

/** All numbers of all sessions. */
export function compareTable(sessions: readonly ComparedSession[]): TemplateResult {
  return html`<section class="report-part" aria-labelledby="compare-numbers">
    <h3 id="compare-numbers">In numbers</h3>
    <div class="compare-scroll" tabindex="0" role="group" aria-label="Table of all numbers">
      <table class="compare-table">
        <thead>
          <tr>
            <td></td>
            ${sessions.map((session) => html`<th scope="col">${letterBadge(session)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${ROWS.map(
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
      “?” is unknown: nobody told it. Cost by kind is the cost of the requests, split by list prices.
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
