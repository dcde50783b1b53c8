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
import { exactNumber } from '../exactNumber.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';
import { requestWords } from '../requestWords.ts';
import { isSubscription } from '../subscription.ts';
import { wordsOf } from '../statusWords.ts';
import type { SoleSubject } from '../why/subject.ts';
import { whyButton } from '../why/whyButton.ts';
import type { Actions } from './actions.ts';

/** The three answers at once: is it working, does it need me, what did it cost. */
export function statusLine(moment: SessionMoment, actions: Actions): TemplateResult {
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
            ${whyButton({ of: 'status' }, 'Status', actions)}
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
      <dl class="metrics">${[phase, iteration, context, tokens, cost].map((of) => metric(of(moment), actions))}</dl>
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

/** One number of the line. */
interface Metric {
  readonly subject: SoleSubject;
  readonly label: string;
  readonly value: string;
  readonly detail: string | null;
  /** Names its styles: `.metric-<name>`. */
  readonly name: string;
}

/** The whole of it is the button that asks why: a number of this size is its own place to press. */
function metric({ subject, label, value, detail, name }: Metric, actions: Actions): TemplateResult {
  return html`
    <div class="metric metric-${name}">
      <dt>${label}</dt>
      <dd>
        <span class="metric-value">${value}</span>
        ${detail === null ? nothing : html`<span class="metric-detail">${detail}</span>`}
        ${whyButton({ of: subject }, `${label}: ${value}`, actions)}
      </dd>
    </div>
  `;
}

function phase({ state }: SessionMoment): Metric {
  const inferred = state.phasesInferred ? 'inferred' : null;
  const parts = [phaseNumber(state), state.phaseProgress?.detail, inferred];
  const detail = parts.filter((part) => part != null).map(plainText);
  const value = plainText(currentPhase(state) ?? 'unknown');
  return { subject: 'phases', label: 'Phase', value, detail: detail.join(' · ') || null, name: 'phase' };
}

function iteration({ state }: SessionMoment): Metric {
  return {
    subject: 'turns',
    label: isAgentSession(state) ? 'Turn' : 'Iteration',
    value: state.iteration > 0 ? exactNumber(state.iteration) : '–',
    detail: state.failedAttempts > 0 ? `${state.failedAttempts} failed` : null,
    name: 'iteration',
  };
}

function context({ state }: SessionMoment): Metric {
  const percent = state.context?.percent ?? null;
  const held = state.context?.tokens ?? null;
  const metric = { subject: 'context', label: 'Context', name: 'context' } as const;
  if (percent !== null) {
    return { ...metric, value: formatPercent(percent), detail: CONTEXT_WORDS[contextLevel(percent)].word };
  }
  if (held !== null) return { ...metric, value: formatTokens(held), detail: 'tokens, size unknown' };
  return { ...metric, value: 'unknown', detail: null };
}

function tokens({ state }: SessionMoment): Metric {
  const metric = { subject: 'tokens', label: 'Tokens', name: 'tokens' } as const;
  if (state.calls === 0) return { ...metric, value: '–', detail: null };
  return { ...metric, value: formatTokens(totalTokens(state.tokens)), detail: requestWords(state, state.calls) };
}

function cost({ state, now }: SessionMoment): Metric {
  const { usd, unpricedTokens } = state.cost;
  const unpriced = unpricedTokens > 0 ? `${formatTokens(unpricedTokens)} tokens` : null;
  const metric = { subject: 'cost', label: 'Cost', name: 'cost' } as const;
  if (usd === null) {
    return { ...metric, value: unpriced === null ? formatCost(state.cost) : 'unpriced', detail: unpriced };
  }
  const perHour = burnRate(state, now)?.usdPerHour ?? null;
  const detail = unpriced === null ? null : `+ ${unpriced} unpriced`;
  const about = isSubscription(state);
  return {
    ...metric,
    label: about ? 'API price' : 'Cost',
    value: `${about ? '≈ ' : ''}${formatUsd(usd)}`,
    detail: detail ?? (perHour === null ? null : `${formatUsd(perHour)} an hour`),
  };
}
