import { setImmediate as nextTurn } from 'node:timers/promises';
import { PRICE_BASIS } from '../../protocol/prices.ts';
import type { SessionSummary } from '../../protocol/summary.ts';
import { TREND_GROUPS } from '../../protocol/trends.ts';
import type { ToldTrends, TrendGroup, TrendGrouping } from '../../protocol/trends.ts';
import { TaskSum } from './taskSum.ts';
import { ownTimeZone, timeZone } from './timeZone.ts';
import { at, GroupSum, HeatSum } from './trendSum.ts';
import type { SessionUse } from './trendSum.ts';
import { trendSteps } from './trendSteps.ts';

/** Days of a range that nobody chose, today among them. */
const DAYS = 28;
/** Rows read and sessions looked up before others get their turn: some milliseconds. */
const ROWS_PER_TURN = 250;

export interface TrendQuery {
  readonly by: TrendGrouping;
  /** ms since the Unix epoch. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly tz?: string | undefined;
}

export interface TrendContext {
  /** Pages of what was used by each session, in order of time, in all quarters of an hour that [from, to) has a part of. */
  readonly use: (from: number, to: number, limit: number) => Iterable<readonly SessionUse[]>;
  /** undefined for a session that was deleted. */
  readonly summary: (session: string) => SessionSummary | undefined;
  readonly now: () => number;
}

type Facts = Pick<SessionSummary, 'project' | 'source' | 'tasksDone' | 'cost'>;

/** What was used over a range of days, by project, model or source. The range and the zone are checked before. */
export async function makeTrends(context: TrendContext, query: TrendQuery): Promise<ToldTrends> {
  const zone = timeZone(query.tz ?? ownTimeZone());
  const to = query.to ?? context.now();
  const from = query.from ?? zone.dayStart(to, 1 - DAYS);
  const { step, starts } = trendSteps(from, to, zone);
  const sums = { all: new GroupSum(), groups: new Map<string | null, GroupSum>(), heat: new HeatSum(zone) };
  const tasks = new TaskSum();
  const known = new Map<string, Facts | null>();
  let place = 0;
  for (const rows of context.use(from, to, ROWS_PER_TURN)) {
    for (const row of rows) {
      const facts = at(known, row.session, () => factsOf(context.summary(row.session)));
      if (facts === null) continue;
      while (place + 1 < starts.length && row.time >= starts[place + 1]!) place += 1;
      const name = nameOf(row, facts, query.by);
      sums.all.add(row, place);
      sums.heat.add(row);
      at(sums.groups, name, () => new GroupSum()).add(row, place);
      tasks.add(row, name, facts);
    }
    await nextTurn();
  }
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    tz: zone.name,
    by: query.by,
    step,
    times: starts.map((time) => new Date(time).toISOString()),
    ...sums.all.total.told(),
    hours: sums.all.hours,
    ...tasks.by(() => null)(null),
    groups: toldGroups(sums.groups, tasks, starts.length),
    heat: sums.heat.cells(from, to),
    price_basis: PRICE_BASIS,
  };
}

function factsOf(summary: SessionSummary | undefined): Facts | null {
  if (summary === undefined) return null;
  // No more of it is kept: there may be ten thousand.
  const { id, project, source, tasksDone, cost } = summary;
  return { project: project ?? id, source, tasksDone, cost };
}

function nameOf({ model }: SessionUse, { project, source }: Facts, by: TrendGrouping): string | null {
  if (by === 'model') return model;
  return by === 'project' ? project : source;
}

/** The largest groups by themselves, and all the others as one. */
function toldGroups(sums: ReadonlyMap<string | null, GroupSum>, tasks: TaskSum, steps: number): readonly TrendGroup[] {
  const sorted = [...sums].sort(([, a], [, b]) => b.total.tokens - a.total.tokens);
  const alone = sorted.length > TREND_GROUPS ? TREND_GROUPS - 1 : TREND_GROUPS;
  const places = new Map(sorted.map(([name], index) => [name, Math.min(index, alone)]));
  const tasksAt = tasks.by((name) => places.get(name)!);
  const tell = (name: string | null, sum: GroupSum, place: number, others: number): TrendGroup => ({
    name,
    others,
    ...sum.total.told(),
    hours: sum.hours,
    ...tasksAt(place),
    course: sum.course(steps),
  });
  const told = sorted.slice(0, alone).map(([name, sum], place) => tell(name, sum, place, 0));
  const rest = sorted.slice(alone);
  if (rest.length === 0) return told;
  const others = new GroupSum();
  for (const [, sum] of rest) others.addGroup(sum);
  return [...told, tell(null, others, alone, rest.length)];
}
