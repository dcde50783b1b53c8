/** Why the numbers of the work itself are what they are: turns, tools, lines, errors, phases, the context window. */
import { formatPercent, formatTokens } from '../../src/protocol/format.ts';
import { isAgentSession } from '../../src/protocol/selectors.ts';
import type { Compaction, ContextUse, RateLimits, SessionState } from '../../src/protocol/state.ts';
import { formatMoment, formatTime } from '../clock.ts';
import { exactNumber } from '../exactNumber.ts';
import { explanation } from './explanation.ts';
import type { Explanation, Fact } from './explanation.ts';

export function explainTurns(state: SessionState): Explanation {
  if (!isAgentSession(state)) {
    return explanation('Iterations', exactNumber(state.iteration), {
      rule: ['The highest number of an iteration that the runner told of.'],
    });
  }
  const { turn } = state;
  return explanation('Turns', exactNumber(state.iteration), {
    rule: ['A turn goes from a prompt to the answer, an interruption or a failure. They are counted from 1.'],
    facts:
      turn === null
        ? []
        : [
            ['Newest', `${turn.number}, since ${formatMoment(turn.from)}`],
            ['Its end', turn.to === null ? 'it goes on' : `${turn.outcome ?? 'ended'}, ${formatMoment(turn.to)}`],
            ...(turn.reason === null ? [] : [['Reason', turn.reason] as const]),
          ],
  });
}

export function explainTools(state: SessionState): Explanation {
  return explanation('Tool calls', exactNumber(state.toolCount), {
    rule: [
      'Calls that the transcript tells of, those of sub-agents included.',
      'One has failed where its result says so: a test that fails counts, and so does a search that finds nothing.',
    ],
    facts: [
      ['Failed', exactNumber(state.toolErrorCount)],
      ['Running', exactNumber(state.tools.length)],
      ...state.agents
        .filter(({ toolCount }) => toolCount > 0)
        .map(({ id, name, description, toolCount }): Fact => [name ?? description ?? id, exactNumber(toolCount)]),
    ],
  });
}

export function explainLines(state: SessionState): Explanation {
  return explanation('Lines changed', `+${exactNumber(state.linesAdded)} −${exactNumber(state.linesRemoved)}`, {
    rule: ['The lines that the agent’s own tools for editing files added and took away, added up.'],
    caveats: [
      'A line that is changed twice counts twice. What commands change (git, formatters, scripts) is not seen.',
    ],
  });
}

export function explainErrors({ errorCount, lastError }: SessionState): Explanation {
  return explanation('Errors', exactNumber(errorCount), {
    rule: [
      'Lines of the log that tell of an error. A tool call that failed is not one: the agent reads it and goes on.',
    ],
    facts: lastError === null ? [] : [['Newest', `${formatMoment(lastError.at)}: ${lastError.message}`]],
  });
}

export function explainPhases(state: SessionState): Explanation {
  const newest = state.phases.slice(-PHASES_TOLD);
  return explanation('Phases', state.phasesInferred ? 'inferred' : 'as told', {
    rule: state.phasesInferred
      ? [
          'The agent does not name its phases: they are concluded from what its main thread does.',
          'Reading and searching is Scout, an accepted plan is Architect, changing files is Builder, running tests is Test. Reading between two changes is part of the change.',
        ]
      : ['The phases that the runner told of, with the times it gave.'],
    facts: newest.map(({ name, from, to }) => {
      return [name, `${formatTime(from)} – ${to === null ? 'now' : formatTime(to)}`];
    }),
  });
}

const PHASES_TOLD = 20;

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
    facts: contextFacts(context),
    caveats: context.percent === null ? ['Without the size of the window there is no percent.'] : [],
  });
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
  const missing = state.compactions.filter(({ counted }) => !counted).length - state.compactionCalls;
  return explanation('Compactions', exactNumber(state.compactionCount), {
    rule: ['The agent replaced its history by a summary, to have room in its context window again.'],
    facts: state.compactions.toReversed().map((each) => [formatMoment(each.at), compactionWords(each)]),
    caveats:
      missing > 0
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

export function explainLimits({ limits, plan, at }: RateLimits): Explanation {
  return explanation('Rate limits', plan ?? 'as told', {
    rule: [
      'How much of its allowance the account has used, as the provider told the agent. Other sessions use it too.',
    ],
    facts: [
      ...limits.map(({ name, used_percent: used }): Fact => [name, `${formatPercent(used)} used`]),
      ['As of', formatMoment(at)],
    ],
  });
}
