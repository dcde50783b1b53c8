/** Turns: from a prompt to the answer, an interruption or a failure. */
import { inEnglish } from '../../../protocol/language.ts';
import type { TurnOutcome } from '../../../protocol/events.ts';
import { shortened } from '../oneLine.ts';
import { fieldsOf, numberOf, textOf } from '../values.ts';
import { noteAgentStatus } from './agents.ts';
import { tellCompaction } from './compaction.ts';
import { describeErrorInfo, MESSAGE_LENGTH } from './errors.ts';
import type { LineReading } from './lineReading.ts';
import { giveUpCalls } from './openCalls.ts';
import { identifier, words } from './texts.ts';

export function startTurn(reading: LineReading): void {
  const { payload, time } = reading.line;
  const before = reading.carry.turn;
  tellCompaction(reading);
  announceTurn(reading);
  // Where a prompt was told of just before, it is this turn's.
  const begun = reading.carry.standing.turn === 'open' && !before.explicit && !before.worked;
  leaveTurn(reading);
  reading.remember({
    calls: [],
    window: numberOf(payload['model_context_window']) ?? reading.carry.window,
    turn: {
      number: begun ? before.number : before.number + 1,
      id: identifier(payload['turn_id']),
      key: reading.key,
      startedAt: time,
      announced: begun && before.announced,
      prompted: begun && before.prompted,
      explicit: true,
      exec: isExec(reading),
      worked: false,
      calls: 0,
      edited: false,
      error: null,
    },
  });
  reading.inUsage({ turnRecorded: false, answer: 'none' });
  reading.stand({ turn: 'open', reason: null, ended: false });
  if (!reading.isMain) noteAgentStatus(reading, { status: 'running' });
}

/** A turn whose process was killed is over when the next one begins. Where ends are never told, nothing is said of them. */
function leaveTurn(reading: LineReading): void {
  const { turn, standing } = reading.carry;
  if (standing.turn !== 'open' || !turn.explicit || !turn.worked) return;
  giveUpCalls(reading);
  if (!reading.isMain) return;
  const data = {
    turn: turn.number,
    outcome: 'interrupted',
    reason: inEnglish`the next prompt came before it was over`,
  } as const;
  reading.emit('turn_end', data, { id: `${turn.key}:turn_left`, time: standing.at ?? reading.line.time });
}

/** A session may be begun in a terminal and taken up by `codex exec`, or the other way round. */
function isExec(reading: LineReading): boolean {
  const trigger = fieldsOf(reading.line.payload['turn_attribution'])['turn_trigger'];
  return trigger === 'exec' || (trigger !== 'user' && reading.carry.entry === 'exec');
}

/** Old versions tell of a turn only by its prompt. */
export function startPromptedTurn(reading: LineReading): void {
  const { turn, standing } = reading.carry;
  const steered = standing.turn === 'open' && (turn.explicit || !turn.prompted);
  if (steered) return;
  startTurn(reading);
  reading.inTurn({ explicit: false, id: null });
}

/** Tells of the turn's start, with its prompt where there is one. */
export function announceTurn(reading: LineReading, prompt?: string): void {
  const { turn, standing } = reading.carry;
  if (!reading.isMain || turn.announced || standing.turn !== 'open') return;
  reading.inTurn({ announced: true });
  const data = { turn: turn.number, ...(prompt === undefined ? {} : { prompt }) };
  reading.emit('turn_start', data, { id: `${turn.key}:turn_start`, time: turn.startedAt, place: prompt !== undefined });
}

/** The model works: whatever waited for more to be told has waited long enough. */
export function noteWork(reading: LineReading): void {
  tellCompaction(reading);
  announceTurn(reading);
  if (!reading.carry.turn.worked) reading.inTurn({ worked: true });
}

export function completeTurn(reading: LineReading): void {
  const error = fieldsOf(reading.line.payload['error']);
  const message = textOf(error['message']);
  const info = describeErrorInfo(error['codex_error_info']);
  const told = message ?? info;
  const reason = told === null ? reading.carry.turn.error : info === null || info === told ? told : `${told} (${info})`;
  endTurn(reading, reason === null ? 'finished' : 'failed', reason === null ? null : shortened(reason, MESSAGE_LENGTH));
}

export function abortTurn(reading: LineReading): void {
  const told = textOf(reading.line.payload['reason']);
  // A review that is over ends its turn by this, too.
  if (told === 'review_ended') return endTurn(reading, 'finished', null);
  const reasons: Readonly<Record<string, string>> = {
    interrupted: inEnglish`by the user`,
    replaced: inEnglish`by another prompt`,
  };
  endTurn(reading, 'interrupted', told === null ? null : (reasons[told] ?? words(shortened(told, MESSAGE_LENGTH))));
}

function endTurn(reading: LineReading, outcome: TurnOutcome, reason: string | null): void {
  const { payload } = reading.line;
  const { standing, turn } = reading.carry;
  const id = identifier(payload['turn_id']);
  const another = id !== null && turn.id !== null && id !== turn.id;
  // Ends may be told twice, and once more when the next turn has begun.
  if (standing.turn !== 'open' ? standing.turn !== 'none' : another) return;
  if (standing.turn === 'none') startTurn(reading);
  tellCompaction(reading, true);
  announceTurn(reading);
  giveUpCalls(reading);
  reading.stand({ turn: outcome, reason });
  if (reading.isMain) tellEnd(reading, outcome, reason);
  else {
    const status = outcome === 'finished' ? 'completed' : outcome;
    noteAgentStatus(reading, { status, ...(outcome === 'failed' ? { error_message: reason ?? 'failed' } : {}) });
  }
}

function tellEnd(reading: LineReading, outcome: TurnOutcome, reason: string | null): void {
  const { turn } = reading.carry;
  const duration = numberOf(reading.line.payload['duration_ms']);
  // What an error line told in this turn need not be told again.
  if (outcome === 'failed' && reason !== null && reason !== turn.error) {
    reading.emit('error', { message: reason }, { place: true });
  }
  reading.emit('turn_end', {
    turn: turn.number,
    outcome,
    ...(reason === null ? {} : { reason }),
    ...(duration === null ? {} : { duration_ms: duration }),
  });
  if (!turn.exec) return;
  reading.stand({ ended: true });
  const why = reason === null ? '' : `: ${reason}`;
  reading.emit('session_end', {
    outcome: outcome === 'finished' ? 'complete' : outcome,
    evidence: inEnglish`rollout: codex exec ends with its turn, which ${outcome === 'interrupted' ? inEnglish`was interrupted` : outcome}${why}`,
  });
}
