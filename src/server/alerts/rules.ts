import { isKnownType } from '../../protocol/events.ts';
import type { JournaledEvent } from '../../protocol/events.ts';
import { shorten } from '../../protocol/shorten.ts';
import type { SessionState } from '../../protocol/state.ts';
import { budget } from './rules/budget.ts';
import { context } from './rules/context.ts';
import { failed, finished } from './rules/ended.ts';
import { errors } from './rules/errors.ts';
import { looping } from './rules/looping.ts';
import { phase } from './rules/phase.ts';
import { nameOf } from './rules/rule.ts';
import type { Crossing, Held, Rule } from './rules/rule.ts';
import { stalled } from './rules/stalled.ts';
import { waiting } from './rules/waiting.ts';
import type { RuleSettings } from './settings.ts';

const RULES: readonly Rule[] = [finished, failed, waiting, stalled, phase, context, budget, errors, looping];

/** What came to be longer ago than this, ms, is history: it is read, and nobody is woken for it. */
export const RECENT_MS = 10 * 60_000;

/** What one fact, or time itself, makes of a session. */
export interface Judgement {
  /** Conditions that were told of and hold no longer. */
  readonly over: readonly string[];
  /** What is to be told: each group is one alert, of its first. */
  readonly crossed: readonly (readonly Crossing[])[];
}

/** What a fact changed: pure, and the same for the same states. `held`: what was told of and was not over. */
export function judge(
  before: SessionState,
  after: SessionState,
  now: number,
  settings: RuleSettings,
  held: readonly Held[],
): Judgement {
  const over = overOf(after, now, settings, held);
  const told = namesOf(held.filter(({ condition }) => !over.includes(condition)));
  const crossed = RULES.flatMap((rule) => {
    if (rule.looksAt.every((key) => before[key] === after[key])) return [];
    const fresh = rule
      .holding(after, now, settings)
      .filter(({ at, condition }) => isRecent(at, now) && !told.has(condition));
    if (fresh.length === 0) return [];
    const was = namesOf(rule.holding(before, now, settings));
    return grouped(
      rule,
      fresh.filter(({ condition }) => !was.has(condition) || over.includes(condition)),
    );
  });
  return { over, crossed };
}

/** What time alone changed, and what was crossed while nobody looked. */
export function judgeNow(state: SessionState, now: number, settings: RuleSettings, held: readonly Held[]): Judgement {
  const over = overOf(state, now, settings, held);
  const told = namesOf(held);
  const crossed = RULES.filter(({ knownFromState }) => knownFromState === true).flatMap((rule) => {
    const fresh = rule.holding(state, now, settings);
    return grouped(
      rule,
      fresh.filter(({ at, condition }) => isRecent(at, now) && !told.has(condition)),
    );
  });
  return { over, crossed };
}

/** An event of a producer's own that a channel asks for by its type. */
export function customEvent(state: SessionState, event: JournaledEvent, now: number): Crossing | null {
  if (isKnownType(event.type) || !isRecent(event.time, now)) return null;
  return {
    condition: `custom_event:${event.id}`,
    rule: 'custom_event',
    severity: 'news',
    title: `${nameOf(state)}: ${shorten(event.type)}`,
    text: shorten(JSON.stringify(event.data)),
    at: event.time,
    once: true,
    customType: event.type,
  };
}

export function isRecent(at: number, now: number): boolean {
  return at >= now - RECENT_MS;
}

function overOf(state: SessionState, now: number, settings: RuleSettings, held: readonly Held[]): readonly string[] {
  return held.filter((each) => isOver(each, state, now, settings)).map(({ condition }) => condition);
}

function isOver(held: Held, state: SessionState, now: number, settings: RuleSettings): boolean {
  const rule = RULES.find(({ name }) => name === held.condition.split(':')[0]);
  if (rule === undefined || !settings[rule.name as keyof RuleSettings].enabled) return true;
  if (rule.isOver !== undefined) return rule.isOver(held, state, now, settings);
  return !namesOf(rule.holding(state, now, settings)).has(held.condition);
}

function grouped(rule: Rule, fresh: readonly Crossing[]): readonly (readonly Crossing[])[] {
  if (fresh.length === 0) return [];
  return rule.oneAtATime === true ? [fresh] : fresh.map((crossing) => [crossing]);
}

function namesOf(conditions: readonly { readonly condition: string }[]): ReadonlySet<string> {
  return new Set(conditions.map(({ condition }) => condition));
}
