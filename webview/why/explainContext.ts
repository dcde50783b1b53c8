/** Why the context window is said to be as full as it is, and what its compactions are. */
import { contextParts } from '../../src/protocol/contextParts.ts';
import { formatPercent, formatTokens } from '../../src/protocol/format.ts';
import { isAgentSession, uncountedCompactions } from '../../src/protocol/selectors.ts';
import type { Compaction, ContextUse, SessionState } from '../../src/protocol/state.ts';
import { formatMoment } from '../clock.ts';
import { exactNumber } from '../exactNumber.ts';
import { explanation } from './explanation.ts';
import type { Explanation, Fact } from './explanation.ts';

export function explainContext(state: SessionState): Explanation {
  const { context } = state;
  if (context === null) {
    return explanation('Context window', 'unknown', { rule: ['Nothing has told how full it is.'] });
  }
  return explanation('Context window', contextValue(context), {
    rule: isAgentSession(state)
      ? [
          'What the newest request of the main thread held: input, cache reads and cache writes. Its answer is not in it yet. Sub-agents have windows of their own.',
        ]
      : ['What the producer says of the newest call.'],
    facts: [...contextFacts(context), ...partFacts(state)],
    caveats: context.percent === null ? ['Without the size of the window there is no percent.'] : [],
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
          [`First request since the ${start.since}`, exactNumber(start.tokens)],
          ['Come since then', exactNumber(used - start.tokens)],
        ] as const)),
    ['Free', exactNumber(free)],
    ...(kept === null
      ? []
      : [
          [
            'Kept by the agent',
            `${exactNumber(kept.tokens)}: it last compacted by itself at ${exactNumber(kept.compactedAtTokens)}`,
          ] as const,
        ]),
  ];
}

export function contextValue({ percent, tokens }: ContextUse): string {
  if (percent !== null) return formatPercent(percent);
  return tokens === null ? 'unknown' : `${formatTokens(tokens)} tokens`;
}

export function contextFacts({ tokens, window, source, at }: ContextUse): readonly Fact[] {
  return [
    ['Tokens', tokens === null ? 'unknown' : exactNumber(tokens)],
    ['Size', window === null ? 'unknown' : `${exactNumber(window)} tokens`],
    ['How it is known', source],
    ['As of', formatMoment(at)],
  ];
}

export function explainCompactions(state: SessionState): Explanation {
  return explanation('Compactions', exactNumber(state.compactionCount), {
    rule: ['The agent replaced its history by a summary, to have room in its context window again.'],
    facts: state.compactions.toReversed().map((each) => [formatMoment(each.at), compactionWords(each)]),
    caveats:
      uncountedCompactions(state) > 0
        ? ['The requests that wrote the summaries are not in the transcript: what they used is missing.']
        : [],
  });
}

/** "74.2 k → 3.0 k tokens, auto" */
export function compactionWords({ tokensBefore, tokensAfter, trigger }: Compaction): string {
  const size = (tokens: number | null): string => (tokens === null ? '?' : formatTokens(tokens));
  const known = tokensBefore !== null || tokensAfter !== null;
  const sizes = known ? `${size(tokensBefore)} → ${size(tokensAfter)} tokens` : null;
  return [sizes, trigger].filter((part) => part !== null).join(', ');
}
