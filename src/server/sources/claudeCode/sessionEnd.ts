/** The costs that the program writes down as its last act: its own figure, and the sign that it ended. */
import { inEnglish } from '../../../protocol/language.ts';
import type { Outcome } from '../../../protocol/events.ts';
import { countOf, fieldsOf, type Fields } from '../values.ts';
import { withStanding, type ClaudeCarry } from './carry.ts';
import type { ClaudeLine } from './claudeLine.ts';
import { endTurn, type TurnEnd } from './turns.ts';

const EVIDENCE: Readonly<Record<'complete' | 'failed' | 'interrupted', string>> = {
  complete: inEnglish`the process wrote its costs at its end, and no turn was open`,
  failed: inEnglish`the process wrote its costs at its end, after a turn that failed`,
  interrupted: inEnglish`the process wrote its costs at its end, after a turn that was interrupted`,
};

/** A `cost-state` line: written when the process ends, by itself or by a signal it can hear, and by `/clear`. */
export function costState(line: ClaudeLine, before: ClaudeCarry): ClaudeCarry {
  if (line.agent !== null) return before;
  const time = endTime(line);
  tellCost(line, before, time);
  if (before.standing.ended) return before;
  const carry = before.turnOpen ? endTurn(line, before, lastTurn(line, before, time)) : before;
  line.tell('session_end', `${line.name}:session_end`, endOf(carry), time);
  return withStanding(carry, { ended: true });
}

function lastTurn(line: ClaudeLine, { standing }: ClaudeCarry, time: number): TurnEnd {
  const id = `${line.name}:turn_end`;
  if (standing.turn === 'finished') return { id, outcome: 'finished', time };
  return { id, outcome: 'interrupted', reason: inEnglish`the process ended before the turn was over`, time };
}

function endOf({ standing }: ClaudeCarry): { readonly outcome: Outcome; readonly evidence: string } {
  const { turn, reason } = standing;
  const outcome = turn === 'failed' || turn === 'interrupted' ? turn : 'complete';
  return { outcome, evidence: `${EVIDENCE[outcome]}${reason === null ? '' : `: ${reason}`}` };
}

/**
 * The line has no date. The process's start and how long it ran give one, though too early where the session was
 * resumed, as then the times of several processes are added up.
 */
function endTime({ fields, time }: ClaudeLine): number {
  const start = countOf(fields['startTime']) ?? 0;
  const duration = countOf(fields['totalDuration']) ?? 0;
  return countOf(start + duration) === null ? time : Math.max(time, start + duration);
}

/** A fork goes on from the costs of the session it came from, so its figure is of both. */
function tellCost(line: ClaudeLine, carry: ClaudeCarry, time: number): void {
  const usd = line.fields['totalCostUSD'];
  if (typeof usd !== 'number' || !Number.isFinite(usd) || usd < 0) return;
  const basis = carry.info.forked_from === null ? 'cost-state' : 'cost-state, with the session it was forked from';
  const models = Object.values(fieldsOf(line.fields['modelUsage'])).map(fieldsOf);
  const tokens = models.map(modelTokens).reduce((a, b) => a + b, 0);
  line.tell('reported_cost', `${line.name}:cost`, { usd, basis, tokens }, time);
}

function modelTokens(used: Fields): number {
  const kinds = ['inputTokens', 'outputTokens', 'cacheReadInputTokens', 'cacheCreationInputTokens'];
  return kinds.map((kind) => countOf(used[kind]) ?? 0).reduce((a, b) => a + b, 0);
}
