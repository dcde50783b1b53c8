import type { AlertData } from '../../protocol/alerts.ts';
import { isAlertType } from '../../protocol/alerts.ts';
import type { JournaledEvent, KnownEvent } from '../../protocol/events.ts';
import type { SessionState } from '../../protocol/state.ts';
import { DayUse } from './dayUse.ts';
import type { UsedSince } from './dayUse.ts';
import { channelsFor, wantedTypes } from './filters.ts';
import { silenceOf } from './quietHours.ts';
import { customEvent, isRecent, judge, judgeNow, RECENT_MS } from './rules.ts';
import type { Judgement } from './rules.ts';
import type { Crossing, Held } from './rules/rule.ts';
import type { AlertSettings } from './settings.ts';

/** Sessions that are looked at as time passes; the ones that were silent longest go. */
const WATCHED_LIMIT = 500;

/** What the watch asks of the server. */
export interface WatchInput {
  readonly now: () => number;
  readonly settings: () => AlertSettings;
  readonly state: (session: string) => SessionState | undefined;
  /** Sessions with a sign of life since a moment, ms since the Unix epoch. */
  readonly activeSince: (from: number) => readonly string[];
  readonly usedSince: UsedSince;
}

/** Conditions of a session that were crossed, or were over, and are not in its state yet. */
interface Pending {
  readonly held: Map<string, Held | null>;
  readonly crossings: Map<string, number>;
}

/**
 * Makes alerts of what happens. It remembers next to nothing: what was told of is in the session's state, as everything
 * else, so that a restart tells nothing twice.
 */
export class AlertWatch {
  readonly #input: WatchInput;
  readonly #day: DayUse;
  #due: KnownEvent[] = [];
  readonly #pending = new Map<string, Pending>();
  /** When each session was last heard of, the longest ago first. */
  readonly #watched = new Map<string, number>();
  #lastCall: JournaledEvent | null = null;

  constructor(input: WatchInput) {
    this.#input = input;
    this.#day = new DayUse(input.usedSince);
  }

  /** One folded fact. What it makes due is given out by `take`. */
  observe(before: SessionState, event: JournaledEvent, after: SessionState): void {
    if (isAlertType(event.type)) return;
    const now = this.#input.now();
    const settings = this.#input.settings();
    if (isRecent(event.time, now)) this.#heard(event.session, event.time);
    if (event.type === 'model_call' || event.type === 'usage_adjustment') {
      this.#day.add(event, now);
      this.#lastCall = event;
    }
    const held = this.#held(after);
    // Most facts that a server reads at its start are history.
    if (isRecent(event.time, now) || held.length > 0) {
      this.#tell(after, judge(before, after, now, settings.rules, held), now);
    }
    if (!wantedTypes(settings).has(event.type)) return;
    const custom = customEvent(after, event, now);
    if (custom !== null) this.#tell(after, { over: [], crossed: [[custom]] }, now);
  }

  /** The alerts that are due. They are to be committed before the next facts are. */
  take(): readonly KnownEvent[] {
    const now = this.#input.now();
    const overDay = this.#day.crossed(now, this.#input.settings().rules);
    const session = this.#lastCall?.session;
    const state = overDay.length > 0 && session !== undefined ? this.#input.state(session) : undefined;
    if (state !== undefined) this.#tell(state, { over: [], crossed: overDay.map((crossing) => [crossing]) }, now);
    const due = this.#due;
    this.#due = [];
    this.#pending.clear();
    return due;
  }

  /** Looks at the sessions that may have fallen silent, and at what was crossed while nobody looked. */
  look(): void {
    const now = this.#input.now();
    const { rules } = this.#input.settings();
    for (const [session, heard] of this.#watched) {
      if (heard < now - rules.stalled.minutes * 60_000 - 2 * RECENT_MS) this.#watched.delete(session);
      const state = this.#input.state(session);
      if (state !== undefined) this.#tell(state, judgeNow(state, now, rules, this.#held(state)), now);
    }
  }

  /** At a start: the sessions that were heard of before it. */
  watchActive(): void {
    const now = this.#input.now();
    const from = now - this.#input.settings().rules.stalled.minutes * 60_000 - RECENT_MS;
    for (const session of this.#input.activeSince(from)) if (!this.#watched.has(session)) this.#heard(session, now);
  }

  #heard(session: string, time: number): void {
    this.#watched.delete(session);
    this.#watched.set(session, time);
    if (this.#watched.size > WATCHED_LIMIT) this.#watched.delete(this.#watched.keys().next().value!);
  }

  #held({ id, alertConditions }: SessionState): readonly Held[] {
    const held = new Map<string, Held | null>();
    for (const [condition, { alert, at }] of Object.entries(alertConditions)) {
      if (alert !== null) held.set(condition, { condition, at });
    }
    for (const [condition, each] of this.#pending.get(id)?.held ?? []) held.set(condition, each);
    return [...held.values()].filter((each) => each !== null);
  }

  #tell(state: SessionState, { over, crossed }: Judgement, now: number): void {
    if (over.length === 0 && crossed.length === 0) return;
    const pending = this.#pending.get(state.id) ?? { held: new Map(), crossings: new Map() };
    this.#pending.set(state.id, pending);
    if (over.length > 0) {
      this.#due.push(overEvent(state, over, pending, now));
      for (const condition of over) pending.held.set(condition, null);
    }
    for (const group of crossed) {
      const id = alertId(state, group[0]!, pending);
      for (const { condition, at, once } of group) {
        if (once === true) continue;
        pending.held.set(condition, { condition, at });
        pending.crossings.set(condition, crossingsOf(state, condition, pending) + 1);
      }
      this.#due.push(alertEvent(id, state.id, group, this.#input.settings(), now));
    }
  }
}

function crossingsOf({ alertConditions }: SessionState, condition: string, pending: Pending): number {
  const known = Object.hasOwn(alertConditions, condition) ? alertConditions[condition]!.crossings : 0;
  return pending.crossings.get(condition) ?? known;
}

/** Made of what was crossed and how often before, so that the journal keeps each crossing once. */
function alertId(state: SessionState, { condition, once }: Crossing, pending: Pending): string {
  return once === true ? `alert:${condition}` : `alert:${condition}:${crossingsOf(state, condition, pending) + 1}`;
}

function alertEvent(
  id: string,
  session: string,
  group: readonly Crossing[],
  settings: AlertSettings,
  now: number,
): KnownEvent {
  const first = group[0]!;
  const silent = silenceOf(session, first.severity, now, settings);
  const data: AlertData = {
    rule: first.rule,
    severity: first.severity,
    title: first.title,
    text: first.text,
    conditions: group.filter(({ once }) => once !== true).map(({ condition }) => condition),
    channels: channelsFor(first, settings),
    ...(first.value === undefined ? {} : { value: first.value }),
    ...(first.threshold === undefined ? {} : { threshold: first.threshold }),
    ...(first.customType === undefined ? {} : { custom_type: first.customType }),
    ...(silent === undefined ? {} : { silent }),
  };
  return { id, session, time: Math.min(first.at, now), clock: 'receipt', source: 'alerts', type: 'alert', data };
}

function overEvent(state: SessionState, conditions: readonly string[], pending: Pending, time: number): KnownEvent {
  const alerts = conditions.map((name) => `${name}:${crossingsOf(state, name, pending)}`);
  const id = `alert_over:${alerts.join(',')}`;
  return { id, session: state.id, time, clock: 'receipt', source: 'alerts', type: 'alert_over', data: { conditions } };
}
