/** What a dashboard asks about the course of a session, to show it again. */
import type { Mark, NamedSeries, ReplayMoment, SeriesPoint } from './history.ts';

/** Events in one answer. */
export const EVENTS_IN_MOMENT = 1_000;

export type ReplayQuestion =
  /** The session as it was at a time, ms since the Unix epoch, or with the event of that number; and what followed. */
  | {
      readonly about: 'replay';
      readonly session: string;
      readonly at?: number;
      readonly seq?: number;
      readonly events: number;
    }
  /** Its moments that are worth a mark. */
  | { readonly about: 'marks'; readonly session: string }
  /** The numbers that its custom events told, by name. */
  | { readonly about: 'series'; readonly session: string };

/** Times are ISO 8601; null of a session without events. */
export interface ToldMoment extends Omit<ReplayMoment, 'time' | 'from' | 'to'> {
  readonly time: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

interface ToldMark extends Omit<Mark, 'time'> {
  readonly time: string;
}

interface ToldSeries extends Omit<NamedSeries, 'points'> {
  readonly points: readonly (Omit<SeriesPoint, 'time'> & { readonly time: string })[];
}

export interface ReplayAnswers {
  readonly replay: ToldMoment;
  readonly marks: {
    readonly marks: readonly ToldMark[];
    /** How many there are besides. */
    readonly omitted: number;
  };
  readonly series: {
    readonly series: readonly ToldSeries[];
    /** Names there are besides. */
    readonly omitted: number;
  };
}

export function isReplayQuestion(question: { readonly about: string }): question is ReplayQuestion {
  return question.about === 'replay' || question.about === 'marks' || question.about === 'series';
}

/** Where the server answers it, without a slash at the start. */
export function replayPath(question: ReplayQuestion): string {
  const session = encodeURIComponent(question.session);
  if (question.about !== 'replay') return `api/${question.about}/${session}`;
  const { at, seq, events } = question;
  const moment = at === undefined ? (seq === undefined ? '' : `&seq=${seq}`) : `&at=${at}`;
  return `api/replay/${session}?events=${events}${moment}`;
}

/** The same with times as numbers. */
export function momentFrom({ time, from, to, ...told }: ToldMoment): ReplayMoment {
  const ms = (iso: string | null): number => (iso === null ? 0 : Date.parse(iso));
  return { ...told, time: ms(time), from: ms(from), to: ms(to) };
}

/** The same as it is told. */
export function toldMoment({ time, from, to, ...moment }: ReplayMoment): ToldMoment {
  return { ...moment, time: toldTime(time), from: toldTime(from), to: toldTime(to) };
}

/** ms that a Date can hold: what a hostile file says beyond it is no time. */
const LAST_DATE_MS = 8.64e15;

/** A time (ms since the Unix epoch) as ISO 8601; null when it is no time. */
export function toldTime(ms: number): string | null {
  return Math.abs(ms) <= LAST_DATE_MS ? new Date(ms).toISOString() : null;
}
