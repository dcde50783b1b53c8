import type { ContextLevel } from '../src/protocol/selectors.ts';
import { CONTEXT_CRITICAL_PERCENT, CONTEXT_WARNING_PERCENT } from '../src/protocol/selectors.ts';
import type { Tone } from './statusWords.ts';

/** What a fill of the context window means, in words. */
export const CONTEXT_WORDS: Readonly<
  Record<ContextLevel, { readonly word: string; readonly meaning: string; readonly tone: Tone }>
> = {
  ok: { word: 'healthy', meaning: `below ${CONTEXT_WARNING_PERCENT}\u00a0%`, tone: 'good' },
  warning: {
    word: 'filling up',
    meaning: `${CONTEXT_WARNING_PERCENT} to ${CONTEXT_CRITICAL_PERCENT}\u00a0%`,
    tone: 'warning',
  },
  critical: { word: 'too full', meaning: `above ${CONTEXT_CRITICAL_PERCENT}\u00a0%`, tone: 'bad' },
};

/** The same where the size of the window is not known. */
export const CONTEXT_UNKNOWN = {
  word: 'of unknown size',
  meaning: 'no percent without a size',
  tone: 'neutral',
} as const;
