import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Mark, NamedSeries, ReplayMoment } from '../../protocol/history.ts';
import type { LinesPage, LinesQuery } from '../../protocol/logPages.ts';
import { Timeline } from '../../protocol/timeline.ts';
import type { MomentPlace, TimelineJournal } from '../../protocol/timeline.ts';

/** Sessions whose order and states on the way are kept: those a person goes back and forth in. */
const TIMELINES = 4;

/** Sessions as they were at any moment. */
export interface Replay {
  readonly moment: (session: string, moment: MomentPlace, following: number) => Promise<ReplayMoment>;
  readonly marks: (session: string) => Promise<{ readonly marks: readonly Mark[]; readonly omitted: number }>;
  readonly series: (session: string) => Promise<{ readonly series: readonly NamedSeries[]; readonly omitted: number }>;
  /** A page of its log. */
  readonly lines: (session: string, query: LinesQuery) => Promise<LinesPage>;
  readonly forget: (session: string) => void;
}

export function createReplay(journal: TimelineJournal): Replay {
  /** In order of use, the least recent first. */
  const timelines = new Map<string, Timeline>();
  const work = new Map<string, Promise<unknown>>();

  function timelineOf(session: string): Timeline {
    const timeline = timelines.get(session) ?? new Timeline(session, journal, nextTurn);
    timelines.delete(session);
    timelines.set(session, timeline);
    if (timelines.size > TIMELINES) timelines.delete(timelines.keys().next().value!);
    return timeline;
  }

  /** One at a time for each session: the order must not change while somebody goes through it. */
  function using<T>(session: string, use: (timeline: Timeline) => T | Promise<T>): Promise<T> {
    const before = work.get(session) ?? Promise.resolve();
    const result = before.then(async () => {
      const timeline = timelineOf(session);
      await timeline.update();
      return use(timeline);
    });
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    work.set(session, settled);
    void settled.then(() => work.get(session) === settled && work.delete(session));
    return result;
  }

  return {
    moment: (session, moment, following) => using(session, (timeline) => timeline.moment(moment, following)),
    marks: (session) => using(session, ({ marks }) => ({ marks: marks.list(), omitted: marks.omitted() })),
    series: (session) => using(session, ({ series }) => ({ series: series.list(), omitted: series.omitted() })),
    lines: (session, query) => using(session, (timeline) => timeline.lines(query)),
    forget: (session) => void timelines.delete(session),
  };
}
