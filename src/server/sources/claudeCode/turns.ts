/**
 * Turns: a prompt and the work on it. Their starts and ends are told of the main thread only; how a sub-agent's own
 * thread stands is kept in the same way.
 */
import type { EventData, KnownEvent, TurnOutcome } from '../../../protocol/events.ts';
import { nothing, withStanding, type ClaudeCarry, type Told } from './carry.ts';
import { agentField, fact, isOwnThread, placedFact, type ClaudeLine } from './claudeLine.ts';
import { ownAgent } from './subagents.ts';
import { oneLine } from './texts.ts';

/** A prompt, or work that begins without one. `number`: as the line tells it. */
export function startTurn(line: ClaudeLine, carry: ClaudeCarry, prompt: string | null, number: number | null): Told {
  const said = prompt === null ? [] : [logLine(line, 'user', prompt, 'prompt')];
  if (!isOwnThread(line)) return { events: said, carry };
  const turn = number ?? carry.turn + 1;
  const started = mainThread(line, () =>
    placedFact(line, 'turn_start', `${line.name}:turn`, {
      turn,
      ...(prompt === null ? {} : { prompt: oneLine(prompt) }),
    }),
  );
  const events = [...leftOpen(line, carry), ...started, ...said, ...ownAgent(line, { status: 'running' })];
  const open: ClaudeCarry = { ...carry, turn, turnOpen: true, pending: [] };
  return { events, carry: withStanding(open, { turn: 'open', reason: null, ended: false }) };
}

/** The model works on after a turn's end was told: a hook sent it on, or something in the background came back. */
export function resumeTurn(line: ClaudeLine, carry: ClaudeCarry): Told {
  const turn = Math.max(1, carry.turn);
  const events = mainThread(line, () => fact(line, 'turn_start', `${line.name}:turn`, { turn }));
  return { events, carry: withStanding({ ...carry, turn, turnOpen: true }, { turn: 'open', reason: null }) };
}

/** How a turn ended. `id` names the fact that tells it. */
export interface TurnEnd {
  readonly id: string;
  readonly outcome: TurnOutcome;
  readonly reason?: string;
  /** ms. */
  readonly duration?: number;
}

export function endTurn(line: ClaudeLine, carry: ClaudeCarry, { id, outcome, reason, duration }: TurnEnd): Told {
  const turn = Math.max(1, carry.turn);
  const data: EventData['turn_end'] = {
    turn,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(duration === undefined ? {} : { duration_ms: duration }),
  };
  const closed: ClaudeCarry = { ...carry, turn, turnOpen: false, pending: outcome === 'finished' ? [] : carry.pending };
  // The thread that started a sub-agent tells of its end only where it is the main one.
  const done = outcome === 'finished' ? ownAgent(line, { status: 'completed' }) : [];
  return {
    events: [...done, ...mainThread(line, () => fact(line, 'turn_end', id, data))],
    carry: withStanding(closed, { turn: outcome, reason: reason ?? null }),
  };
}

/** The person stopped the agent. */
export function interruptTurn(line: ClaudeLine, carry: ClaudeCarry, reason: string): Told {
  if (!isOwnThread(line)) return nothing(carry);
  const stopped = ownAgent(line, { status: 'failed', error_message: reason });
  const ended = endTurn(line, carry, { id: `${line.name}:turn_end`, outcome: 'interrupted', reason });
  return { events: [...stopped, ...ended.events], carry: ended.carry };
}

/** The program tells how long it worked on a turn, which is also a sign that the turn is over. */
export function turnDuration(line: ClaudeLine, carry: ClaudeCarry, duration: number): Told {
  const { turn: outcome } = carry.standing;
  if (line.agent !== null || !(outcome === 'open' || outcome === 'finished')) return nothing(carry);
  return endTurn(line, carry, { id: `${line.name}:turn_end`, outcome: 'finished', duration });
}

/** A turn whose end nobody told of is over when the next one begins. */
function leftOpen(line: ClaudeLine, carry: ClaudeCarry): readonly KnownEvent[] {
  if (!carry.turnOpen) return [];
  const finished = carry.standing.turn === 'finished';
  const data: EventData['turn_end'] = finished
    ? { turn: carry.turn, outcome: 'finished' }
    : { turn: carry.turn, outcome: 'interrupted', reason: 'the next prompt came before it was over' };
  const before = { ...line, time: carry.standing.at ?? line.time };
  return mainThread(line, () => fact(before, 'turn_end', `${line.name}:turn_before`, data));
}

function mainThread(line: ClaudeLine, make: () => KnownEvent): readonly KnownEvent[] {
  return line.agent === null ? [make()] : [];
}

/** One line of what was said; the file has the whole. */
export function logLine(line: ClaudeLine, level: 'user' | 'assistant', text: string, part: string): KnownEvent {
  return placedFact(line, 'log_line', `${line.name}:${part}`, { line: oneLine(text), level, ...agentField(line) });
}
