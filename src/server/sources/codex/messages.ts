/** What people and the agent say to each other. Versions tell it in up to three forms; it counts once. */
import { contentHash } from '../files/contentHash.ts';
import { shortened } from '../oneLine.ts';
import { tellCompaction } from './compaction.ts';
import type { LineReading } from './lineReading.ts';
import { noteDoing } from './phases.ts';
import { announceTurn, noteWork, startPromptedTurn } from './turns.ts';

/** What an event keeps of a text; the file has the whole. */
const TEXT_LENGTH = 4_000;
const TASK_LENGTH = 2_000;
/** The other form of a message comes within a few lines. */
const SAID = 8;

export type Form = 'item' | 'event';

/** What Codex puts into the user's messages by itself. */
const NOT_A_PROMPT =
  /^\s*(?:<(?:environment_context|user_instructions|turn_aborted|permissions instructions)>|# AGENTS\.md instructions)/;
/** What an editor's extension puts before the prompt ends with this. */
const EDITOR_CONTEXT = /^# Context from my IDE setup:[^]*?\n## My request for Codex:\s*/;

export function notePrompt(reading: LineReading, form: Form, told: string): void {
  const prompt = told.replace(EDITOR_CONTEXT, '').trim();
  if (prompt === '' || NOT_A_PROMPT.test(prompt) || isSaidAgain(reading, form, `user ${prompt}`)) return;
  startPromptedTurn(reading);
  tellCompaction(reading);
  announceTurn(reading, shortened(prompt, TEXT_LENGTH));
  reading.emit('log_line', { line: shortened(prompt, TEXT_LENGTH), level: 'user', ...reading.by }, { place: true });
  reading.inTurn({ prompted: true });
  if (!reading.isMain || reading.carry.hasTask) return;
  reading.remember({ hasTask: true });
  reading.emit('session_info', { agent: 'codex', task: shortened(prompt, TASK_LENGTH) });
}

export function noteAnswer(reading: LineReading, form: Form, told: string): void {
  if (form === 'item' && !reading.carry.itemised) reading.remember({ itemised: true });
  reading.inUsage({ answer: 'shown' });
  noteWork(reading);
  const answer = told.trim();
  if (answer === '' || isSaidAgain(reading, form, `assistant ${answer}`)) return;
  if (reading.carry.turn.error !== null) reading.inTurn({ error: null });
  reading.emit(
    'log_line',
    { line: shortened(answer, TEXT_LENGTH), level: 'assistant', ...reading.by },
    { place: true },
  );
}

/** A plan that the person is asked to accept. */
export function notePlanText(reading: LineReading, plan: string): void {
  noteAnswer(reading, 'item', plan);
  noteDoing(reading, 'plans');
}

/** An answer as the provider gave it. Where answers come as items too, one without an item is a summary. */
export function noteRawAnswer(reading: LineReading): void {
  if (reading.carry.usage.answer === 'none') reading.inUsage({ answer: 'bare' });
}

/** True where the other form of the message has been told. */
function isSaidAgain(reading: LineReading, form: Form, message: string): boolean {
  const { said } = reading.carry;
  const name = contentHash(message);
  const other = said.indexOf(`${form === 'item' ? 'event' : 'item'} ${name}`);
  if (other >= 0) {
    reading.remember({ said: said.filter((_, index) => index !== other) });
    return true;
  }
  reading.remember({ said: [...said, `${form} ${name}`].slice(-SAID) });
  return false;
}
