/**
 * Turns: a prompt and the work on it. Their starts and ends are told of the main thread only; how a sub-agent's own
 * thread stands is kept in the same way.
 */
import { inEnglish } from '../../../protocol/language.ts';
import type { EventData, TurnOutcome } from '../../../protocol/events.ts';
import { oneLine } from '../oneLine.ts';
import { withStanding, type ClaudeCarry } from './carry.ts';
import type { ClaudeLine } from './claudeLine.ts';
import { ownAgent } from './subagents.ts';

/** A prompt, or work that begins without one. `number`: as the line tells it. */
export function startTurn(
  line: ClaudeLine,
  carry: ClaudeCarry,
  prompt: string | null,
  number: number | null,
): ClaudeCarry {
  const turn = number ?? carry.turn + 1;
  if (line.isOwnThread) leftOpen(line, carry);
  if (line.isOwnThread && line.agent === null) {
    const data = { turn, ...(prompt === null ? {} : { prompt: oneLine(prompt) }) };
    line.tellPlaced('turn_start', `${line.name}:turn`, data);
  }
  if (prompt !== null) logLine(line, 'user', prompt, 'prompt');
  if (!line.isOwnThread) return carry;
  ownAgent(line, { status: 'running' });
  const open: ClaudeCarry = { ...carry, turn, turnOpen: true, pending: [] };
  return withStanding(open, { turn: 'open', reason: null, ended: false });
}

/** The model works on after a turn's end was told: a hook sent it on, or something in the background came back. */
export function resumeTurn(line: ClaudeLine, carry: ClaudeCarry): ClaudeCarry {
  const turn = Math.max(1, carry.turn);
  if (line.agent === null) line.tell('turn_start', `${line.name}:turn`, { turn });
  return withStanding({ ...carry, turn, turnOpen: true }, { turn: 'open', reason: null });
}

/** How a turn ended. `id` names the fact that tells it. */
export interface TurnEnd {
  readonly id: string;
  readonly outcome: TurnOutcome;
  readonly reason?: string;
  /** ms. */
  readonly duration?: number;
  /** When, where the line does not tell: ms since the Unix epoch. */
  readonly time?: number;
}

export function endTurn(
  line: ClaudeLine,
  carry: ClaudeCarry,
  { id, outcome, reason, duration, time = line.time }: TurnEnd,
): ClaudeCarry {
  const turn = Math.max(1, carry.turn);
  const data: EventData['turn_end'] = {
    turn,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(duration === undefined ? {} : { duration_ms: duration }),
  };
  // The thread that started a sub-agent tells of its end only where it is the main one.
  if (outcome === 'finished') ownAgent(line, { status: 'completed' });
  if (line.agent === null) line.tell('turn_end', id, data, time);
  const closed: ClaudeCarry = { ...carry, turn, turnOpen: false, pending: outcome === 'finished' ? [] : carry.pending };
  return withStanding(closed, { turn: outcome, reason: reason ?? null });
}

/** The person stopped the agent. */
export function interruptTurn(line: ClaudeLine, carry: ClaudeCarry, reason: string): ClaudeCarry {
  if (!line.isOwnThread) return carry;
  ownAgent(line, { status: 'failed', error_message: reason });
  return endTurn(line, carry, { id: `${line.name}:turn_end`, outcome: 'interrupted', reason });
}

/** The program tells how long it worked on a turn, which is also a sign that the turn is over. */
export function turnDuration(line: ClaudeLine, carry: ClaudeCarry, duration: number): ClaudeCarry {
  const { turn: outcome } = carry.standing;
  if (line.agent !== null || !(outcome === 'open' || outcome === 'finished')) return carry;
  return endTurn(line, carry, { id: `${line.name}:turn_end`, outcome: 'finished', duration });
}

/** A turn whose end nobody told of is over when the next one begins. */
function leftOpen(line: ClaudeLine, carry: ClaudeCarry): void {
  if (!carry.turnOpen || line.agent !== null) return;
  const finished = carry.standing.turn === 'finished';
  const data: EventData['turn_end'] = finished
    ? { turn: carry.turn, outcome: 'finished' }
    : { turn: carry.turn, outcome: 'interrupted', reason: inEnglish`the next prompt came before it was over` };
  line.tell('turn_end', `${line.name}:turn_before`, data, carry.standing.at ?? line.time);
}

/** One line of what was said; the file has the whole. */
export function logLine(line: ClaudeLine, level: 'user' | 'assistant', text: string, part: string): void {
  const data = { line: line.isDetailed ? oneLine(text) : '', level, ...line.by };
  line.tellPlaced('log_line', `${line.name}:${part}`, data);
}
