/** What the explanations of several numbers have in common. */
import { count } from '../../src/protocol/count.ts';
import { addTokens, NO_TOKENS } from '../../src/protocol/events.ts';
import type { Outcome, Tokens, TurnOutcome } from '../../src/protocol/events.ts';
import { formatExact, formatTokens } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { isAgentSession, uncountedCompactions } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { tokenKinds } from '../tokenKinds.ts';
import type { Fact } from './explanation.ts';

/** What to do about tokens without a price. */
export function nameAPrice(): string {
  return t('Name its price in the setting livestream.prices; on the command line the option is prices.');
}

/** How a session or a turn ended. */
export function outcomeWord(outcome: Outcome | TurnOutcome | null): string {
  switch (outcome) {
    case 'complete':
      return t('complete');
    case 'failed':
      return t('failed');
    case 'stopped':
      return t('stopped');
    case 'interrupted':
      return t('interrupted');
    case 'killed':
      return t('killed');
    case 'finished':
      return t('finished');
    case null:
      return t('ended');
  }
}

/** How requests become sums, where the session comes from. */
export function countedRule(state: Pick<SessionState, 'source'>): string {
  return isAgentSession(state)
    ? t(
        'Each answered request to a model counts once, by the id the provider gave it, whatever files and sources tell of it. Of two tellings the one with more output counts.',
      )
    : t(
        'Each line of session.jsonl is one answered call to a model. It counts once, by its time and its tokens, however often the file is read.',
      );
}

/** A number's parts by who used them: the main thread and its sub-agents, where there are any. */
export function threadFacts(state: SessionState, numberOf: (tokens: Tokens) => number): readonly Fact[] {
  const byAgents = numberOf(state.agents.reduce((sum, { tokens }) => addTokens(sum, tokens), NO_TOKENS));
  if (byAgents === 0) return [];
  return [
    [t('Main thread'), formatExact(numberOf(state.tokens) - byAgents)],
    [t('Sub-agents'), formatExact(byAgents)],
  ];
}

/** A number's parts by model. One model has it all, which needs no word where its requests are listed. */
export function modelFacts(state: SessionState, numberOf: (tokens: Tokens) => number): readonly Fact[] {
  const models = Object.entries(state.models);
  if (models.length < 2 && isAgentSession(state)) return [];
  return models.map(([name, { tokens }]) => [said(name), formatExact(numberOf(tokens))]);
}

/** What sums over requests cannot know. */
export function sumCaveats(state: SessionState): readonly string[] {
  const cut = state.incompleteCalls;
  if (cut === 0) return missingCaveats(state);
  return [
    ...missingCaveats(state),
    count(cut, {
      one: t(
        '1 answer was cut off: of its output only what had been told by then is counted, so the sum is a lower bound.',
      ),
      other: t(
        '{0} answers were cut off: of their output only what had been told by then is counted, so the sum is a lower bound.',
      ),
    }),
  ];
}

/** Requests that nobody tells of. */
export function missingCaveats(state: SessionState): readonly string[] {
  const compactions = uncountedCompactions(state);
  if (compactions === 0) return [];
  return [
    count(compactions, {
      one: t(
        '1 compaction: its request is not in the transcript, so what it used is missing here. Telemetry of the agent would tell.',
      ),
      other: t(
        '{0} compactions: their requests are not in the transcript, so what they used is missing here. Telemetry of the agent would tell.',
      ),
    }),
  ];
}

/** The kinds of tokens that there are any of. */
export function tokenFacts(tokens: Tokens): readonly Fact[] {
  const kinds = tokenKinds().filter(([kind]) => tokens[kind] > 0);
  const reasoning: readonly Fact[] = tokens.reasoning > 0 ? [[t('Reasoning'), formatExact(tokens.reasoning)]] : [];
  return [...kinds.map(([kind, label]): Fact => [label, formatExact(tokens[kind])]), ...reasoning];
}

/** Whose tokens have no price, and what to do about it. */
export function unpricedCaveat({ cost, models }: SessionState): readonly string[] {
  if (cost.unpricedTokens === 0) return [];
  const unpriced = Object.entries(models).filter(([, { costUsd }]) => costUsd === null);
  const names = unpriced.map(([name]) => said(name)).join(', ');
  const tokens = formatTokens(cost.unpricedTokens);
  const sentence =
    names === ''
      ? t`${tokens} tokens have no known price and are not in the sum.`
      : t`${tokens} tokens of ${names} have no known price and are not in the sum.`;
  return [`${sentence} ${nameAPrice()}`];
}
