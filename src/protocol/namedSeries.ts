import { isKnownEvent } from './events.ts';
import type { JournaledEvent } from './events.ts';
import type { NamedSeries, SeriesPoint } from './history.ts';

/** Series of one session, and points of each: more than a person tells apart, and than a chart has pixels. */
const SERIES_LIMIT = 50;
const POINTS_LIMIT = 720;
/** Characters of a name. */
const NAME_LIMIT = 100;

/** Collects the numbers that custom events tell, by name. */
export interface SeriesCollection {
  readonly take: (event: JournaledEvent, time: number) => void;
  /** In the order in which they were first told. */
  readonly list: () => readonly NamedSeries[];
  /** Names beyond those. */
  readonly omitted: () => number;
}

export function collectSeries(): SeriesCollection {
  const series = new Map<string, { count: number; points: readonly SeriesPoint[] }>();
  const refused = new Set<string>();
  return {
    take: (event, time) => {
      if (isKnownEvent(event)) return;
      for (const [name, value] of numbersOf(event)) {
        const known = series.get(name);
        if (known === undefined && series.size >= SERIES_LIMIT) {
          if (refused.size < SERIES_LIMIT) refused.add(name);
          continue;
        }
        const { count, points } = known ?? { count: 0, points: [] };
        series.set(name, { count: count + 1, points: thin([...points, { time, seq: event.seq, value }]) });
      }
    },
    list: () => [...series].map(([name, { count, points }]) => ({ name, count, points: byTime(points) })),
    omitted: () => refused.size,
  };
}

/**
 * The numbers in an event by name: {metric: "code_quality", value: 95} is code_quality; a number in any other field is
 * named after the event's type and the field.
 */
function numbersOf({ type, data }: JournaledEvent): readonly (readonly [name: string, value: number])[] {
  const fields = data as Readonly<Record<string, unknown>>;
  const metric = fields['metric'] ?? fields['name'];
  const told = typeof metric === 'string' && metric !== '' ? metric : null;
  return Object.entries(fields).flatMap(([field, value]) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return [];
    const name = told !== null && field === 'value' ? told : `${told ?? type}.${field}`;
    return [[name.slice(0, NAME_LIMIT), value] as const];
  });
}

/** Of four neighbours the lowest and the highest stay, so that peaks and falls are still seen. */
function thin(points: readonly SeriesPoint[]): readonly SeriesPoint[] {
  if (points.length <= POINTS_LIMIT) return points;
  const kept: SeriesPoint[] = [];
  for (let index = 0; index < points.length; index += 4) {
    const four = points.slice(index, index + 4);
    const lowest = four.reduce((a, b) => (b.value < a.value ? b : a));
    const highest = four.reduce((a, b) => (b.value >= a.value ? b : a));
    kept.push(...four.filter((point) => point === lowest || point === highest));
  }
  return kept;
}

function byTime(points: readonly SeriesPoint[]): readonly SeriesPoint[] {
  return points.toSorted((a, b) => a.time - b.time || a.seq - b.seq);
}
