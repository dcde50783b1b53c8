import { t } from '../src/protocol/language.ts';
import { CONTEXT_CRITICAL_PERCENT, CONTEXT_WARNING_PERCENT, contextLevel } from '../src/protocol/selectors.ts';
import type { Tone } from './statusWords.ts';

interface ContextWords {
  readonly word: string;
  readonly meaning: string;
  readonly tone: Tone;
}

/** What a fill of the context window means, in words; null where the size of the window is not known. */
export function contextWords(percent: number | null): ContextWords {
  if (percent === null) return { word: t('of unknown size'), meaning: t('no percent without a size'), tone: 'neutral' };
  switch (contextLevel(percent)) {
    case 'ok':
      return { word: t('healthy'), meaning: t`below ${CONTEXT_WARNING_PERCENT}\u00a0%`, tone: 'good' };
    case 'warning': {
      const meaning = t`${CONTEXT_WARNING_PERCENT} to ${CONTEXT_CRITICAL_PERCENT}\u00a0%`;
      return { word: t('filling up'), meaning, tone: 'warning' };
    }
    case 'critical':
      return { word: t('too full'), meaning: t`above ${CONTEXT_CRITICAL_PERCENT}\u00a0%`, tone: 'bad' };
  }
}
