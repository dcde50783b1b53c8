import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { totalTokens } from '../../src/protocol/events.ts';
import type { Tokens } from '../../src/protocol/events.ts';
import { formatCost, formatDuration, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { burnRate, elapsed, isLive } from '../../src/protocol/selectors.ts';
import type { ModelUse, SessionState } from '../../src/protocol/state.ts';
import { exactNumber } from '../exactNumber.ts';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';
import type { Panel } from './panel.ts';

/** A session has to run this long before it has a rate. */
const RATE_FROM_MS = 60_000;

export const statisticsPanel: Panel = {
  id: 'statistics',
  title: 'Use and cost',
  area: 'use',
  render: (moment) => html`
    <dl class="rows">
      ${row('Iterations', counted(moment.state.iteration))} ${row('Model calls', counted(moment.state.calls))}
      ${tokenRows(moment.state)} ${row('Cost', formatCost(moment.state.cost), 'row-strong')} ${burnRows(moment)}
      ${Object.entries(moment.state.models).map(([name, use]) => modelRow(name, use))} ${errorRows(moment)}
    </dl>
  `,
};

/** Not every program tells of these: none told is not known to be none. */
function counted(count: number): string {
  return count === 0 ? '–' : exactNumber(count);
}

function row(label: string, value: string, kind = ''): TemplateResult {
  return html`<div class="row ${kind}">
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;
}

const KINDS: readonly (readonly [keyof Tokens, string])[] = [
  ['input', 'Input'],
  ['output', 'Output'],
  ['cache_read', 'Cache read'],
  ['cache_write_5m', 'Cache write, 5 min'],
  ['cache_write_1h', 'Cache write, 1 h'],
];

function tokenRows({ tokens, calls }: SessionState): TemplateResult {
  if (calls === 0) return row('Tokens', 'unknown');
  const kinds = KINDS.filter(([kind]) => tokens[kind] > 0 || kind === 'input' || kind === 'output');
  return html`
    ${row('Tokens', exactNumber(totalTokens(tokens)), 'row-strong')}
    ${kinds.map(([kind, label]) => row(label, exactNumber(tokens[kind]), 'row-part'))}
    ${tokens.reasoning > 0 ? row('of output, reasoning', exactNumber(tokens.reasoning), 'row-part') : nothing}
  `;
}

function burnRows({ state, now }: SessionMoment): TemplateResult | typeof nothing {
  if (!isLive(state, now) || (elapsed(state, now) ?? 0) < RATE_FROM_MS) return nothing;
  const rate = burnRate(state, now);
  if (rate === null) return row('Burn rate', 'no call in 15 min', 'row-part');
  const usd = rate.usdPerHour === null ? 'unpriced' : `${formatUsd(rate.usdPerHour)}/h`;
  return row('Burn rate', `${usd} · ${formatTokens(rate.tokensPerHour)} tokens/h`, 'row-part');
}

function modelRow(name: string, use: ModelUse): TemplateResult {
  const cost = use.costUsd === null ? 'price unknown' : formatUsd(use.costUsd);
  return html`
    <div class="row row-model">
      <dt>${plainText(name)}</dt>
      <dd>${exactNumber(use.calls)} ${use.calls === 1 ? 'call' : 'calls'} · ${cost}</dd>
    </div>
  `;
}

function errorRows({ state, clock }: SessionMoment): TemplateResult {
  const { lastError } = state;
  return html`
    ${row('Errors', exactNumber(state.errorCount), state.errorCount > 0 ? 'row-strong row-bad' : '')}
    ${
      lastError === null
        ? nothing
        : html`
            <div class="row row-error">
              <dt>Last, ${formatDuration(clock - lastError.at)} ago</dt>
              <dd><span>${plainText(lastError.message)}</span></dd>
            </div>
          `
    }
  `;
}
