/** The numbers of the status line. */
import { totalTokens } from '../../src/protocol/events.ts';
import { formatCost, formatPercent, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import {
  burnRate,
  contextLevel,
  currentPhase,
  isAgentSession,
  phaseNumber,
  isSubscription,
} from '../../src/protocol/selectors.ts';
import { CONTEXT_WORDS } from '../contextWords.ts';
import { exactNumber } from '../exactNumber.ts';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';
import { requestWords } from '../requestWords.ts';
import type { SoleSubject } from '../why/subject.ts';

/** One number of the line. */
export interface Metric {
  readonly subject: SoleSubject;
  readonly label: string;
  readonly value: string;
  readonly detail: string | null;
  /** Names its styles: `.metric-<name>`. */
  readonly name: string;
}

export function phase({ state }: SessionMoment): Metric {
  const inferred = state.phasesInferred ? 'inferred' : null;
  const parts = [phaseNumber(state), state.phaseProgress?.detail, inferred];
  const detail = parts.filter((part) => part != null).map(plainText);
  const value = plainText(currentPhase(state) ?? 'unknown');
  return { subject: 'phases', label: 'Phase', value, detail: detail.join(' · ') || null, name: 'phase' };
}

export function iteration({ state }: SessionMoment): Metric {
  return {
    subject: 'turns',
    label: isAgentSession(state) ? 'Turn' : 'Iteration',
    value: state.iteration > 0 ? exactNumber(state.iteration) : '–',
    detail: state.failedAttempts > 0 ? `${state.failedAttempts} failed` : null,
    name: 'iteration',
  };
}

export function context({ state }: SessionMoment): Metric {
  const percent = state.context?.percent ?? null;
  const held = state.context?.tokens ?? null;
  const metric = { subject: 'context', label: 'Context', name: 'context' } as const;
  if (percent !== null) {
    return { ...metric, value: formatPercent(percent), detail: CONTEXT_WORDS[contextLevel(percent)].word };
  }
  if (held !== null) return { ...metric, value: formatTokens(held), detail: 'tokens, size unknown' };
  return { ...metric, value: 'unknown', detail: null };
}

export function tokens({ state }: SessionMoment): Metric {
  const metric = { subject: 'tokens', label: 'Tokens', name: 'tokens' } as const;
  if (state.calls === 0) return { ...metric, value: '–', detail: null };
  return { ...metric, value: formatTokens(totalTokens(state.tokens)), detail: requestWords(state, state.calls) };
}

export function cost({ state, now }: SessionMoment): Metric {
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
