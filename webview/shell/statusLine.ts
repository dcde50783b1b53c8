import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { totalTokens } from '../../src/protocol/events.ts';
import { formatCost, formatDuration, formatPercent, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import {
  burnRate,
  contextLevel,
  currentPhase,
  isAgentSession,
  phaseNumber,
  runningTool,
  sessionStatus,
} from '../../src/protocol/selectors.ts';
import type { Status } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { CONTEXT_WORDS } from '../contextWords.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';
import { requestWords } from '../requestWords.ts';
import { isSubscription } from '../subscription.ts';
import { wordsOf } from '../statusWords.ts';

/** The three answers at once: is it working, does it need me, what did it cost. */
export function statusLine(moment: SessionMoment): TemplateResult {
  const { state, now, clock, view } = moment;
  const status = sessionStatus(state, now);
  const words = wordsOf(state, now, view.connection);
  const evidence = plainText(status.evidence);
  return html`
    <section class="status tone-${words.tone}" aria-label="Status">
      <div class="status-what">
        <span class="status-icon">${icon(words.icon)}</span>
        <div class="status-text">
          <p class="status-head">
            <strong class="status-word">${words.word}</strong>
            <span class="status-verdict">${words.verdict}</span>
          </p>
          <p class="status-evidence">
            <span class="status-fact" title=${evidence}>${evidence}</span>
            ${
              status.since === null
                ? nothing
                : html`<span class="status-age"
                    ><span class="status-dot">· </span>${age(state, status, clock - status.since)}</span
                  >`
            }
          </p>
        </div>
      </div>
      <dl class="metrics">
        ${phase(moment)} ${iteration(moment)} ${context(moment)} ${tokens(moment)} ${cost(moment)}
      </dl>
    </section>
  `;
}

/** What a session is in the middle of lasts; anything else lies back. */
function age(state: SessionState, { name }: Status, ms: number): string {
  const lasts = name === 'waiting' || name === 'idle' || (name === 'running' && state.turn !== null);
  if (!lasts) return `${formatDuration(ms)} ago`;
  const others = runningTool(state) === null || name !== 'running' ? 0 : state.tools.length - 1;
  const more = others > 0 ? `, and ${others} ${others === 1 ? 'tool' : 'tools'} more` : '';
  return `${name === 'running' ? '' : 'for '}${formatDuration(ms)}${more}`;
}

function metric(label: string, value: string, detail: string | null, name: string): TemplateResult {
  return html`
    <div class="metric metric-${name}">
      <dt>${label}</dt>
      <dd>
        <span class="metric-value" title=${value}>${value}</span>
        ${detail === null ? nothing : html`<span class="metric-detail">${detail}</span>`}
      </dd>
    </div>
  `;
}

function phase({ state }: SessionMoment): TemplateResult {
  const inferred = state.phasesInferred ? 'inferred' : null;
  const detail = [phaseNumber(state), state.phaseProgress?.detail, inferred]
    .filter((part) => part != null)
    .map(plainText);
  return metric('Phase', plainText(currentPhase(state) ?? 'unknown'), detail.join(' · ') || null, 'phase');
}

function iteration({ state }: SessionMoment): TemplateResult {
  const failed = state.failedAttempts > 0 ? `${state.failedAttempts} failed` : null;
  const label = isAgentSession(state) ? 'Turn' : 'Iteration';
  return metric(label, state.iteration > 0 ? String(state.iteration) : '–', failed, 'iteration');
}

function context({ state }: SessionMoment): TemplateResult {
  const percent = state.context?.percent ?? null;
  const held = state.context?.tokens ?? null;
  if (percent === null && held !== null)
    return metric('Context', formatTokens(held), 'tokens, size unknown', 'context');
  if (percent === null) return metric('Context', 'unknown', null, 'context');
  const level = contextLevel(percent);
  return metric('Context', formatPercent(percent), CONTEXT_WORDS[level].word, 'context');
}

function tokens({ state }: SessionMoment): TemplateResult {
  const calls = requestWords(state, state.calls);
  return metric(
    'Tokens',
    state.calls > 0 ? formatTokens(totalTokens(state.tokens)) : '–',
    state.calls > 0 ? calls : null,
    'tokens',
  );
}

function cost({ state, now }: SessionMoment): TemplateResult {
  const rate = burnRate(state, now);
  const perHour = rate?.usdPerHour == null ? null : `${formatUsd(rate.usdPerHour)} an hour`;
  const about = isSubscription(state) && state.cost.usd !== null ? '≈ ' : '';
  const priced = state.cost.usd === null ? null : `${about}${formatUsd(state.cost.usd)}`;
  const left = state.cost.unpricedTokens > 0 ? `+ ${formatTokens(state.cost.unpricedTokens)} tokens unpriced` : null;
  if (priced === null && left !== null)
    return metric('Cost', 'unpriced', `${formatTokens(state.cost.unpricedTokens)} tokens`, 'cost');
  const label = about === '' ? 'Cost' : 'API price';
  return metric(label, priced ?? formatCost(state.cost), left ?? perHour, 'cost');
}
