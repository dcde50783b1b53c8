import { setImmediate as nextTurn } from 'node:timers/promises';
import { describeEvent } from '../../protocol/describe.ts';
import type { JournaledEvent } from '../../protocol/events.ts';
import type { HistoryEntry } from '../../protocol/history.ts';
import type {
  Report,
  ReportedHour,
  ReportedPhase,
  ReportedSession,
  ReportRange,
  Stall,
} from '../../protocol/report.ts';
import { canonicalPhase } from '../../protocol/phases.ts';
import { PRICE_BASIS } from '../../protocol/prices.ts';
import { sessionStatus, startedAt } from '../../protocol/selectors.ts';
import type { Cost, SessionState } from '../../protocol/state.ts';
import { WorkSum } from './reportedWork.ts';
import type { ReportedWork } from './reportedWork.ts';

/** Sessions that a report tells of, and of how many of them every fact is read. The newest. */
const SESSIONS = 500;
const READ_WHOLE = 50;
/** Silence, ms, from which on it is named. */
const STALL_MS = 10 * 60_000;
const STALLS = 10;
/** Parts of the range at most, and the shortest of them, ms. */
const PARTS = 48;
const HOUR_MS = 3_600_000;
/** Events read before others get their turn. */
const EVENTS_PER_TURN = 250;

type Entry = Omit<HistoryEntry, 'pinned'>;

export interface ReportContext {
  /** Sessions that lie in the range, the most recently active first, and how many there are besides. */
  readonly sessions: (
    range: ReportRange,
    limit: number,
  ) => { readonly entries: readonly Entry[]; readonly omitted: number };
  /** Resolves when all that is known of a session can be read. */
  readonly load: (session: string) => Promise<void>;
  readonly state: (session: string) => SessionState | undefined;
  readonly events: (session: string) => Iterable<JournaledEvent>;
  readonly event: (session: string, seq: number) => JournaledEvent | undefined;
  /** What a session's requests used; null where none is known by its id. */
  readonly usage: (session: string, from: number, to: number) => UsageSum | null;
  readonly now: () => number;
}

export interface UsageSum extends Cost {
  readonly tokens: number;
}

interface Told {
  readonly session: ReportedSession;
  readonly stalls: readonly Stall[];
  readonly hours: readonly ReportedHour[];
}

/** What happened in a range of time. */
export async function makeReport(context: ReportContext, range: ReportRange): Promise<Report> {
  const { entries, omitted } = context.sessions(range, SESSIONS);
  const hours = partsOf(range);
  const told: Told[] = [];
  for (const [index, entry] of entries.entries()) {
    if (index < READ_WHOLE) await context.load(entry.summary.id);
    const state = index < READ_WHOLE ? context.state(entry.summary.id) : undefined;
    told.push(state === undefined ? summed(context, entry, range, hours) : await whole(context, state, range, hours));
    await nextTurn();
  }
  const sessions = told.map(({ session }) => session);
  const stalls = told.flatMap((each) => each.stalls).sort((a, b) => b.to - b.from - (a.to - a.from));
  return {
    ...range,
    madeAt: context.now(),
    sessions,
    omitted,
    tokens: sessions.reduce((sum, { tokens }) => sum + tokens, 0),
    cost: sessions.map(({ cost }) => cost).reduce(addCost, { usd: null, unpricedTokens: 0 }),
    priceBasis: PRICE_BASIS,
    phases: addPhases(sessions.flatMap(({ phases }) => phases)),
    stalls: stalls.slice(0, STALLS),
    hours: hours.map((hour, index) => told.map((each) => each.hours[index]!).reduce(addHour, hour)),
  };
}

/** A session of which every fact is read. */
async function whole(
  context: ReportContext,
  state: SessionState,
  range: ReportRange,
  hours: readonly ReportedHour[],
): Promise<Told> {
  const sum = new WorkSum(range);
  let read = 0;
  for (const event of context.events(state.id)) {
    sum.take(event);
    if (++read % EVENTS_PER_TURN === 0) await nextTurn();
  }
  const work = sum.result();
  const { commits, commitCount, files, fileCount, linesAdded, linesRemoved } = work;
  const session: ReportedSession = {
    ...named(state, range, context.now()),
    kept: 'events',
    tokens: work.tokens,
    cost: { usd: work.usd, unpricedTokens: work.unpricedTokens },
    phases: phasesOf(state, range, context.now()),
    tasksDone: state.tasks?.completed.length ?? 0,
    tasksTotal: (state.tasks?.completed.length ?? 0) + (state.tasks?.remaining.length ?? 0),
    errors: work.errors,
    lastError: state.lastError?.message ?? null,
    ...{ commits, commitCount, files, fileCount, linesAdded, linesRemoved },
  };
  const stalls = stallsOf(work, state.id).map(({ seq, ...stall }) => {
    const event = context.event(state.id, seq);
    return { ...stall, last: event === undefined ? '' : describeEvent(event).slice(0, 200) };
  });
  return { session, stalls, hours: hours.map((hour) => usedIn(work, hour)) };
}

/** A session of which only a line is read. */
function summed(
  { usage, now }: ReportContext,
  { summary, kept }: Entry,
  range: ReportRange,
  hours: readonly ReportedHour[],
): Told {
  const base = named(summary, range, now());
  const isInside = (startedAt(summary) ?? 0) >= range.from && (summary.activity?.at ?? 0) < range.to;
  const all = { tokens: summary.tokens, usd: summary.cost.usd, unpricedTokens: summary.cost.unpricedTokens };
  const none = { tokens: 0, usd: null, unpricedTokens: 0 };
  const used = usage(summary.id, range.from, range.to) ?? (isInside ? all : none);
  return {
    session: {
      ...base,
      kept,
      tokens: used.tokens,
      cost: { usd: used.usd, unpricedTokens: used.unpricedTokens },
      phases: [],
      tasksDone: summary.tasksDone,
      tasksTotal: summary.tasksTotal,
      errors: summary.errorCount,
      lastError: null,
      ...{ commits: [], commitCount: 0, files: [], fileCount: 0, linesAdded: 0, linesRemoved: 0 },
    },
    stalls: [],
    hours: hours.map((hour) => {
      const sum = usage(summary.id, hour.from, hour.to);
      return { ...hour, tokens: sum?.tokens ?? 0, usd: sum?.usd ?? 0 };
    }),
  };
}

function named(facts: HistoryEntry['summary'] | SessionState, { from, to }: ReportRange, now: number) {
  const began = startedAt(facts) ?? from;
  const last = facts.activity?.at ?? to;
  const title = [facts.project ?? facts.id, facts.task?.split('\n')[0]].filter(Boolean).join(': ').slice(0, 200);
  return {
    id: facts.id,
    title,
    source: facts.source,
    status: sessionStatus(facts, now),
    from: Math.min(to, Math.max(from, began)),
    to: Math.max(from, Math.min(to, last)),
  };
}

function phasesOf(state: SessionState, { from, to }: ReportRange, now: number): readonly ReportedPhase[] {
  const end = state.end?.at ?? Math.min(now, state.activity?.at ?? now);
  const spans = state.phases.map((span) => ({
    name: span.name,
    spent: Math.max(0, Math.min(to, span.to ?? end) - Math.max(from, span.from)),
  }));
  return addPhases(spans).filter(({ spent }) => spent > 0);
}

/** Programs write one phase in different ways: it is called as the first of them says. */
function addPhases(phases: readonly ReportedPhase[]): readonly ReportedPhase[] {
  const sums = new Map<string, ReportedPhase>();
  for (const { name, spent } of phases) {
    const known = sums.get(canonicalPhase(name));
    sums.set(canonicalPhase(name), { name: known?.name ?? name, spent: (known?.spent ?? 0) + spent });
  }
  return [...sums.values()].sort((a, b) => b.spent - a.spent);
}

function stallsOf(
  { signs }: ReportedWork,
  session: string,
): readonly (Omit<Stall, 'last'> & { readonly seq: number })[] {
  const gaps = signs.slice(1).map((sign, index) => ({ before: signs[index]!, to: sign.time }));
  const found = gaps.filter(({ before, to }) => !before.quiet && to - before.time >= STALL_MS);
  return found
    .sort((a, b) => b.to - b.before.time - (a.to - a.before.time))
    .slice(0, STALLS)
    .map(({ before, to }) => ({ session, from: before.time, to, seq: before.seq }));
}

function partsOf({ from, to }: ReportRange): readonly ReportedHour[] {
  const length = Math.max(HOUR_MS, Math.ceil((to - from) / PARTS / HOUR_MS) * HOUR_MS);
  const count = Math.ceil((to - from) / length);
  return Array.from({ length: count }, (_, index) => {
    const begin = from + index * length;
    return { from: begin, to: Math.min(to, begin + length), tokens: 0, usd: 0 };
  });
}

function usedIn({ used }: ReportedWork, hour: ReportedHour): ReportedHour {
  const inside = used.filter(({ time }) => time >= hour.from && time < hour.to);
  return inside.reduce((sum, { tokens, usd }) => ({ ...sum, tokens: sum.tokens + tokens, usd: sum.usd + usd }), hour);
}

function addHour(a: ReportedHour, b: ReportedHour): ReportedHour {
  return { ...a, tokens: a.tokens + b.tokens, usd: a.usd + b.usd };
}

function addCost(a: Cost, b: Cost): Cost {
  const usd = a.usd === null && b.usd === null ? null : (a.usd ?? 0) + (b.usd ?? 0);
  return { usd, unpricedTokens: a.unpricedTokens + b.unpricedTokens };
}
