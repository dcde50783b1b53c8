/** The numbers of the status line. */
import { phaseWord } from '../../src/protocol/phases.ts';
import { totalTokens } from '../../src/protocol/events.ts';
import { formatCost, formatExact, formatPercent, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { burnRate, currentPhase, isAgentSession, phaseNumber, isSubscription } from '../../src/protocol/selectors.ts';
import { contextWords } from '../contextWords.ts';
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
  const inferred = state.phasesInferred ? t('inferred') : null;
  const parts = [phaseNumber(state), state.phaseProgress?.detail, inferred];
  const detail = parts.filter((part) => part != null).map(plainText);
  const name = currentPhase(state);
  const value = name === null ? t('unknown') : plainText(phaseWord(name));
  return { subject: 'phases', label: t('Phase'), value, detail: detail.join(' · ') || null, name: 'phase' };
}

export function iteration({ state }: SessionMoment): Metric {
  return {
    subject: 'turns',
    label: isAgentSession(state) ? t('Turn') : t('Iteration'),
    value: state.iteration > 0 ? formatExact(state.iteration) : '–',
    detail:
      state.failedAttempts > 0 ? t({ message: '{0} failed', comment: 'attempts', args: [state.failedAttempts] }) : null,
    name: 'iteration',
  };
}

export function context({ state }: SessionMoment): Metric {
  const percent = state.context?.percent ?? null;
  const held = state.context?.tokens ?? null;
  const metric = { subject: 'context', label: t('Context'), name: 'context' } as const;
  if (percent !== null) {
    return { ...metric, value: formatPercent(percent), detail: contextWords(percent).word };
  }
  if (held !== null) return { ...metric, value: formatTokens(held), detail: t('tokens, size unknown') };
  return { ...metric, value: t('unknown'), detail: null };
}

export function tokens({ state }: SessionMoment): Metric {
  const metric = { subject: 'tokens', label: t('Tokens'), name: 'tokens' } as const;
  if (state.calls === 0) return { ...metric, value: '–', detail: null };
  return { ...metric, value: formatTokens(totalTokens(state.tokens)), detail: requestWords(state, state.calls) };
}

export function cost({ state, now }: SessionMoment): Metric {
  const { usd, unpricedTokens } = state.cost;
  const unpriced = unpricedTokens > 0 ? formatTokens(unpricedTokens) : null;
  const metric = { subject: 'cost', label: t('Cost'), name: 'cost' } as const;
  if (usd === null) {
    if (unpriced === null) return { ...metric, value: formatCost(state.cost), detail: null };
    return { ...metric, value: t('unpriced'), detail: t`${unpriced} tokens` };
  }
  const perHour = burnRate(state, now)?.usdPerHour ?? null;
  const detail = unpriced === null ? null : t`+ ${unpriced} tokens unpriced`;
  const about = isSubscription(state);
  return {
    ...metric,
    label: about ? t('API price') : t('Cost'),
    value: `${about ? '≈ ' : ''}${formatUsd(usd)}`,
    detail: detail ?? (perHour === null ? null : t`${formatUsd(perHour)} an hour`),
  };
}
