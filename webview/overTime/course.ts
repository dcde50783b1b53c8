import type { SessionState } from '../../src/protocol/state.ts';
import type { ChartData } from '../charts/chartData.ts';
import type { TimeRange } from '../charts/timeRange.ts';
import type { SoleSubject } from '../why/subject.ts';

/** One of the charts that share their time: a number of the session as it went. */
export interface Course {
  /** Names its element: `.panel-<id>`. Its explanation has the same name. */
  readonly id: SoleSubject;
  readonly title: string;
  /** The parts of the state that it follows from: it is drawn anew when one of them changes. */
  readonly parts: (state: SessionState) => readonly unknown[];
  readonly told: (state: SessionState, whole: TimeRange) => ToldCourse;
}

export interface ToldCourse {
  /** null where there is nothing to draw: the words say why. */
  readonly data: ChartData | null;
  readonly words: string;
}

export function untold(words: string): ToldCourse {
  return { data: null, words };
}

/** Times and values up to the end of the whole: what was told last still holds there. */
export function heldTo<V>(
  end: number,
  times: readonly number[],
  lines: readonly (readonly V[])[],
): { readonly times: readonly number[]; readonly lines: readonly (readonly V[])[] } {
  const last = times.at(-1);
  if (last === undefined || last >= end) return { times, lines };
  return { times: [...times, end], lines: lines.map((values) => [...values, values.at(-1)!]) };
}
