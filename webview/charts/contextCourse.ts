import type { ContextPoint } from '../../src/protocol/series.ts';
import type { SessionState } from '../../src/protocol/state.ts';

interface CoursePoint {
  /** ms since the Unix epoch. */
  readonly t: number;
  readonly value: number;
}

/** How the context window filled over time. */
export interface ContextCourse {
  /** Tokens where the size of the window is not known, so that there is no percent. */
  readonly unit: 'percent' | 'tokens';
  /** In time order, at least one. */
  readonly points: readonly CoursePoint[];
  readonly last: CoursePoint;
  readonly highest: CoursePoint;
}

/** In the unit in which the window is known now, else in the one that was known; null when nothing was told. */
export function contextCourse({
  contextSeries,
  context,
}: Pick<SessionState, 'contextSeries' | 'context'>): ContextCourse | null {
  const units = context !== null && context.percent === null ? TOKENS_FIRST : PERCENT_FIRST;
  for (const unit of units) {
    const course = courseIn(unit, contextSeries);
    if (course !== null) return course;
  }
  return null;
}

const PERCENT_FIRST = ['percent', 'tokens'] as const;
const TOKENS_FIRST = ['tokens', 'percent'] as const;

function courseIn(unit: ContextCourse['unit'], series: readonly ContextPoint[]): ContextCourse | null {
  const points = series.flatMap(({ t, [unit]: value }) => (value === null ? [] : [{ t, value }]));
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  return { unit, points, last, highest: points.reduce((a, b) => (b.value > a.value ? b : a), first) };
}
