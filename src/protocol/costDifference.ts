/** Why the agent's own figure of a session's cost is not the one counted here. */
import { count } from './count.ts';
import { formatDuration, formatTokens } from './format.ts';
import { t } from './language.ts';
import { uncountedCompactions } from './selectors.ts';
import type { ReportedCost, SessionState } from './state.ts';

/** Figures that are closer than this, USD, read the same. */
const SAME_USD = 0.005;
/** Two facts of one moment may be dated this far apart, ms. */
const SAME_MOMENT_MS = 5_000;

export interface CostReason {
  readonly text: string;
  /** False where it may be so, and nothing tells. */
  readonly sure: boolean;
}

/** One figure of the agent's beside ours. */
export interface CostDifference {
  /** Who says so: "cost-state", "status line". */
  readonly basis: string;
  readonly reported: ReportedCost;
  /** The agent's figure minus ours, USD; null where nothing counted here has a price. */
  readonly usd: number | null;
  readonly agrees: boolean;
  /** Why they differ, what is sure first; empty where they agree. */
  readonly reasons: readonly CostReason[];
}

type Facts = Pick<
  SessionState,
  | 'cost'
  | 'reportedCosts'
  | 'compactions'
  | 'compactionCalls'
  | 'incompleteCalls'
  | 'forkedFrom'
  | 'end'
  | 'lastAnswerAt'
>;

/** Every figure the agent gave, each with its difference from ours and the reasons for it. */
export function costDifferences(state: Facts): readonly CostDifference[] {
  const ours = state.cost.usd;
  return Object.entries(state.reportedCosts).map(([basis, reported]) => {
    const usd = ours === null ? null : reported.usd - ours;
    const agrees = usd !== null && Math.abs(usd) < SAME_USD;
    return { basis, reported, usd, agrees, reasons: agrees ? [] : reasonsOf(state, reported, usd) };
  });
}

function reasonsOf(state: Facts, reported: ReportedCost, usd: number | null): readonly CostReason[] {
  const known = usd !== null && usd < 0 ? whyLess(state, reported) : whyMore(state);
  const sure = known.filter((reason) => reason.sure);
  return [...sure, ...known.filter((reason) => !reason.sure)];
}

/** The agent counts what we cannot. */
function whyMore(state: Facts): readonly CostReason[] {
  const compactions = uncountedCompactions(state);
  const { incompleteCalls: cut, forkedFrom } = state;
  const { unpricedTokens } = state.cost;
  const reasons = [
    compactions > 0 &&
      count(compactions, {
        one: t('The agent counts 1 compaction whose requests its transcript does not tell of.'),
        other: t('The agent counts {0} compactions whose requests its transcript does not tell of.'),
      }),
    cut > 0 &&
      count(cut, {
        one: t('1 answer was cut off: ours counts the output told of by then, the agent estimates the rest.'),
        other: t('{0} answers were cut off: ours counts the output told of by then, the agent estimates the rest.'),
      }),
    unpricedTokens > 0 && t`${formatTokens(unpricedTokens)} tokens have no price here, and the agent prices them.`,
    forkedFrom !== null && t`The session is a fork: the agent goes on counting from the total of the one it came from.`,
  ].filter((text) => text !== false);
  if (reasons.length > 0) return reasons.map((text) => ({ text, sure: true }));
  return [{ text: t('The agent may count requests that its files do not tell of, or use other prices.'), sure: false }];
}

/** The agent's figure leaves out what we count. */
function whyLess(state: Facts, reported: ReportedCost): readonly CostReason[] {
  const { end, lastAnswerAt } = state;
  const behind = (lastAnswerAt ?? reported.at) - reported.at;
  const reasons: CostReason[] = [];
  if (behind > SAME_MOMENT_MS) {
    const text = t`The agent gave its figure ${formatDuration(behind)} before the newest answer; what came since is not in it.`;
    reasons.push({ text, sure: true });
  }
  if (end?.outcome === 'killed') {
    reasons.push({ text: t('The process was killed, and a killed one does not write its last figure.'), sure: true });
  }
  const perhaps = [
    t('The figure covers one process: what an earlier one used before the session was resumed is not in it.'),
    ...(reasons.length === 0 ? [t('The agent may use other prices.')] : []),
  ];
  return [...reasons, ...perhaps.map((text) => ({ text, sure: false }))];
}
