import { inEnglish } from '../../../protocol/language.ts';
import { z } from 'zod';
import type { Clock, KnownEvent, Outcome } from '../../../protocol/events.ts';
import type { ParsedLine } from '../files/followLines.ts';
import type { TailLine } from '../files/tailFile.ts';
import { withoutColours } from '../oneLine.ts';
import type { Dated } from '../timestamp.ts';
import { OUTCOMES } from './eventSchemas.ts';
import { isDecoration, overnightLevel, overnightMeaning } from './overnightLine.ts';

/** The script writes whole seconds, so what it dates happened up to this long after, ms. */
const WITHIN_SECOND_MS = 999;
const TASK_LENGTH = 64 * 1024;

/** What is known from the lines before. */
export const overnightCarry = z.object({
  /** The last time the script told, ms since the Unix epoch. */
  clock: z.number().nullable(),
  /** "task": the task's text goes on, it may have several lines. "checks": the header is over, no iteration began. */
  part: z.enum(['header', 'task', 'checks', 'body']),
  project: z.string().nullable(),
  task: z.string().nullable(),
  startedAt: z.number().nullable(),
  outcome: OUTCOMES.nullable(),
  evidence: z.string().nullable(),
  banner: z.boolean(),
  /** Where the line is that says the script was stopped, until the end is told. */
  signalAt: z.number().nullable(),
});
export type OvernightCarry = z.infer<typeof overnightCarry>;

/** Before the first line. `startedAt` is the time in the file's name. */
export function overnightStart(startedAt: number | null): OvernightCarry {
  return {
    clock: startedAt,
    part: 'header',
    project: null,
    task: null,
    startedAt: null,
    outcome: null,
    evidence: null,
    banner: false,
    signalAt: null,
  };
}

/** Whose clock dates a line: the script's own while catching up, this server's once lines come as they are written. */
export interface OvernightPlace {
  readonly session: string;
  readonly generation: number;
  readonly live: boolean;
  readonly now: number;
}

/** One line of logs/overnight_<stamp>.log. */
export function parseOvernightLine(
  line: TailLine,
  before: OvernightCarry,
  place: OvernightPlace,
): ParsedLine<OvernightCarry> {
  const plain = withoutColours(line.text);
  const { carry, facts } = understand(plain, before, place, line.offset);
  if (isDecoration(plain)) return { events: facts, carry };
  const logged: KnownEvent = {
    id: `log:${place.generation}:${line.offset}`,
    session: place.session,
    type: 'log_line',
    ...lineTime(carry, place),
    source: 'overnight log',
    data: { line: line.text, level: isHeader(before) ? 'info' : overnightLevel(line.text) },
  };
  return { events: [logged, ...facts], carry };
}

/** The script was stopped by a signal and has no more to say: its end. `modified` is when the file was written, ms. */
export function endOfOvernightLog(
  carry: OvernightCarry,
  place: OvernightPlace,
  modified: number,
): ParsedLine<OvernightCarry> {
  if (carry.signalAt === null) return { events: [], carry };
  const at: Dated = place.live ? { time: place.now, clock: 'receipt' } : { time: modified, clock: 'file' };
  return { events: [endEvent(carry, place, carry.signalAt, at.time, at.clock)], carry: { ...carry, signalAt: null } };
}

function understand(plain: string, before: OvernightCarry, place: OvernightPlace, offset: number) {
  const meaning = overnightMeaning(plain);
  const only = (carry: OvernightCarry) => ({ carry, facts: [] as KnownEvent[] });
  const inHeader = isHeader(before);
  if (before.part === 'task' && meaning.kind !== 'headerEnd' && meaning.kind !== 'started') {
    return only({ ...before, task: `${before.task ?? ''}\n${plain}`.slice(0, TASK_LENGTH) });
  }
  switch (meaning.kind) {
    case 'project':
      return only(inHeader ? { ...before, project: meaning.text } : before);
    case 'task':
      return only(inHeader ? { ...before, task: meaning.text, part: 'task' } : before);
    case 'headerEnd':
      return only(before.part === 'task' ? { ...before, part: 'header' } : before);
    case 'started': {
      if (!inHeader) return only(before);
      const startedAt = meaning.time ?? before.clock;
      const carry: OvernightCarry = { ...before, part: 'checks', clock: startedAt, startedAt };
      return { carry, facts: [infoEvent(carry, place, offset)] };
    }
    case 'clock':
      return only(inHeader ? before : { ...before, part: 'body', clock: meaning.time ?? before.clock });
    case 'outcome':
      return only(inHeader ? before : { ...before, outcome: meaning.outcome, evidence: meaning.evidence });
    case 'banner':
      return only({ ...before, banner: true });
    case 'ended': {
      if (!before.banner) return only(before);
      const carry: OvernightCarry = { ...before, clock: meaning.time ?? before.clock, banner: false };
      const time = carry.clock === null ? place.now : carry.clock + WITHIN_SECOND_MS;
      return { carry, facts: [endEvent(carry, place, offset, time, carry.clock === null ? 'receipt' : 'producer')] };
    }
    case 'signal': {
      if (inHeader) return only(before);
      return only({ ...before, outcome: meaning.outcome, evidence: meaning.evidence, signalAt: offset });
    }
    case 'ran': {
      if (before.signalAt === null || before.startedAt === null) return only(before);
      // The script counts from a moment after "Started:".
      const clock = before.startedAt + meaning.seconds * 1_000;
      const time = clock + WITHIN_SECOND_MS;
      const facts = [endEvent(before, place, before.signalAt, time, 'producer')];
      return { carry: { ...before, clock, signalAt: null }, facts };
    }
    case 'aborted': {
      // Only before the first iteration: later it is the runner that says so, and the script goes on.
      if (before.part !== 'checks' || before.clock === null) return only(before);
      const carry = { ...before, outcome: meaning.outcome, evidence: meaning.evidence };
      return { carry, facts: [endEvent(carry, place, offset, before.clock + WITHIN_SECOND_MS, 'producer')] };
    }
    case 'text':
      return only(before);
  }
}

function lineTime(carry: OvernightCarry, place: OvernightPlace): Dated {
  if (place.live || carry.clock === null) return { time: place.now, clock: 'receipt' };
  return { time: carry.clock, clock: 'producer' };
}

function isHeader(carry: OvernightCarry): boolean {
  return carry.part === 'header' || carry.part === 'task';
}

function infoEvent(carry: OvernightCarry, place: OvernightPlace, offset: number): KnownEvent {
  return {
    id: `info:${place.generation}:${offset}`,
    session: place.session,
    type: 'session_info',
    ...lineTime(carry, { ...place, live: false }),
    source: 'overnight log',
    data: {
      ...(carry.project === null ? {} : { project: carry.project }),
      ...(carry.task === null ? {} : { task: carry.task }),
      ...(carry.startedAt === null ? {} : { started_at: carry.startedAt }),
    },
  };
}

function endEvent(
  carry: OvernightCarry,
  place: OvernightPlace,
  offset: number,
  time: number,
  clock: Clock,
): KnownEvent {
  const outcome: Outcome = carry.outcome ?? 'stopped';
  const evidence = carry.evidence ?? inEnglish`overnight log: the script ended without saying why`;
  return {
    id: `end:${place.generation}:${offset}`,
    session: place.session,
    type: 'session_end',
    time,
    clock,
    source: 'overnight log',
    data: { outcome, evidence },
  };
}
