/** What the explanations of several numbers have in common. */
import { addTokens, NO_TOKENS } from '../../src/protocol/events.ts';
import type { Tokens } from '../../src/protocol/events.ts';
import { formatTokens } from '../../src/protocol/format.ts';
import { isAgentSession, uncountedCompactions } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { exactNumber } from '../exactNumber.ts';
import { TOKEN_KINDS } from '../tokenKinds.ts';
import type { Fact } from './explanation.ts';

/** What to do about tokens without a price. */
export const NAME_A_PRICE =
  'Name its price in the setting livestream.prices; on the command line the option is prices.';

/** How requests become sums, where the session comes from. */
export function countedRule(state: Pick<SessionState, 'source'>): string {
  return isAgentSession(state)
    ? 'Each answered request to a model counts once, by the id the provider gave it, whatever files and sources tell of it. Of two tellings the one with more output counts.'
    : 'Each line of session.jsonl is one answered call to a model. It counts once, by its time and its tokens, however often the file is read.';
}

/** A number's parts by who used them: the main thread and its sub-agents, where there are any. */
export function threadFacts(state: SessionState, numberOf: (tokens: Tokens) => number): readonly Fact[] {
  const byAgents = numberOf(state.agents.reduce((sum, { tokens }) => addTokens(sum, tokens), NO_TOKENS));
  if (byAgents === 0) return [];
  return [
    ['Main thread', exactNumber(numberOf(state.tokens) - byAgents)],
    ['Sub-agents', exactNumber(byAgents)],
  ];
}

/** A number's parts by model. One model has it all, which needs no word where its requests are listed. */
export function modelFacts(state: SessionState, numberOf: (tokens: Tokens) => number): readonly Fact[] {
  const models = Object.entries(state.models);
  if (models.length < 2 && isAgentSession(state)) return [];
  return models.map(([name, { tokens }]) => [name, exactNumber(numberOf(tokens))]);
}

/** What sums over requests cannot know. */
export function sumCaveats(state: SessionState): readonly string[] {
  const cut = state.incompleteCalls;
  if (cut === 0) return missingCaveats(state);
  const [answers, their] = cut === 1 ? ['1 answer was', 'its'] : [`${cut} answers were`, 'their'];
  return [
    ...missingCaveats(state),
    `${answers} cut off: of ${their} output only what had been told by then is counted, so the sum is a lower bound.`,
  ];
}

/** Requests that nobody tells of. */
export function missingCaveats(state: SessionState): readonly string[] {
  const compactions = uncountedCompactions(state);
  if (compactions === 0) return [];
  const [whose, they] =
    compactions === 1
      ? ['1 compaction: its request is', 'it']
      : [`${compactions} compactions: their requests are`, 'they'];
  return [`${whose} not in the transcript, so what ${they} used is missing here. Telemetry of the agent would tell.`];
}

/** The kinds of tokens that there are any of. */
export function tokenFacts(tokens: Tokens): readonly Fact[] {
  const kinds = TOKEN_KINDS.filter(([kind]) => tokens[kind] > 0);
  const reasoning: readonly Fact[] = tokens.reasoning > 0 ? [['Reasoning', exactNumber(tokens.reasoning)]] : [];
  return [...kinds.map(([kind, label]): Fact => [label, exactNumber(tokens[kind])]), ...reasoning];
}

/** Whose tokens have no price, and what to do about it. */
export function unpricedCaveat({ cost, models }: SessionState): readonly string[] {
  if (cost.unpricedTokens === 0) return [];
  const names = Object.entries(models).filter(([, { costUsd }]) => costUsd === null);
  const of = names.length === 0 ? '' : ` of ${names.map(([name]) => name).join(', ')}`;
  return [
    `${formatTokens(cost.unpricedTokens)} tokens${of} have no known price and are not in the sum. ${NAME_A_PRICE}`,
  ];
}
