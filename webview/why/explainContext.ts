/** Why the context window is said to be as full as it is, and what its compactions are. */
import { contextParts } from '../../src/protocol/contextParts.ts';
import type { ContextStart } from '../../src/protocol/contextParts.ts';
import { formatExact, formatPercent, formatTokens } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { isAgentSession, uncountedCompactions } from '../../src/protocol/selectors.ts';
import type { Compaction, ContextUse, SessionState } from '../../src/protocol/state.ts';
import { formatMoment } from '../clock.ts';
import { explanation } from './explanation.ts';
import type { Explanation, Fact } from './explanation.ts';

export function explainContext(state: SessionState): Explanation {
  const { context } = state;
  if (context === null) {
    return explanation(t('Context window'), t('unknown'), { rule: [t('Nothing has told how full it is.')] });
  }
  return explanation(t('Context window'), contextValue(context), {
    rule: isAgentSession(state)
      ? [
          t(
            'What the newest request of the main thread held: input, cache reads and cache writes. Its answer is not in it yet. Sub-agents have windows of their own.',
          ),
        ]
      : [t('What the producer says of the newest call.')],
    facts: [...contextFacts(context), ...partFacts(state)],
    caveats: context.percent === null ? [t('Without the size of the window there is no percent.')] : [],
  });
}

/** What takes it up, as far as that was measured. */
function partFacts(state: SessionState): readonly Fact[] {
  const parts = contextParts(state);
  if (parts === null) return [];
  const { used, free, kept, start } = parts;
  return [
    ...(start === null
      ? []
      : ([
          [firstRequestWords(start.since), formatExact(start.tokens)],
          [t('Come since then'), formatExact(used - start.tokens)],
        ] as const)),
    [t('Free'), formatExact(free)],
    ...(kept === null
      ? []
      : [
          [
            t('Kept by the agent'),
            t`${formatExact(kept.tokens)}: it last compacted by itself at ${formatExact(kept.compactedAtTokens)}`,
          ] as const,
        ]),
  ];
}

function firstRequestWords(since: ContextStart['since']): string {
  return since === 'start' ? t('First request since the start') : t('First request since the compaction');
}

export function contextValue({ percent, tokens }: ContextUse): string {
  if (percent !== null) return formatPercent(percent);
  return tokens === null ? t('unknown') : t`${formatTokens(tokens)} tokens`;
}

/** What the facts of a window are called: where they stand among others, each says that it is of one. */
type ContextNames = Readonly<Record<'tokens' | 'size' | 'source' | 'at', string>>;

function contextNames(): ContextNames {
  return { tokens: t('Tokens'), size: t('Size'), source: t('How it is known'), at: t('As of') };
}

export function contextFacts(
  { tokens, window, source, at }: ContextUse,
  names: ContextNames = contextNames(),
): readonly Fact[] {
  return [
    [names.tokens, tokens === null ? t('unknown') : formatExact(tokens)],
    [names.size, window === null ? t('unknown') : t`${formatExact(window)} tokens`],
    [names.source, said(source)],
    [names.at, formatMoment(at)],
  ];
}

export function explainCompactions(state: SessionState): Explanation {
  return explanation(t('Compactions'), formatExact(state.compactionCount), {
    rule: [t('The agent replaced its history by a summary, to have room in its context window again.')],
    facts: state.compactions.toReversed().map((each) => [formatMoment(each.at), compactionWords(each)]),
    caveats:
      uncountedCompactions(state) > 0
        ? [t('The requests that wrote the summaries are not in the transcript: what they used is missing.')]
        : [],
  });
}

/** "74.2 k → 3.0 k tokens, auto" */
export function compactionWords({ tokensBefore, tokensAfter, trigger }: Compaction): string {
  const size = (tokens: number | null): string => (tokens === null ? '?' : formatTokens(tokens));
  const known = tokensBefore !== null || tokensAfter !== null;
  const sizes = known ? t`${size(tokensBefore)} → ${size(tokensAfter)} tokens` : null;
  return [sizes, triggerWord(trigger)].filter((part) => part !== null).join(', ');
}

/** Who wanted it; an agent may have other words for that. */
function triggerWord(trigger: string | null): string | null {
  if (trigger === 'auto') return t('auto');
  return trigger === 'manual' ? t('manual') : trigger;
}
