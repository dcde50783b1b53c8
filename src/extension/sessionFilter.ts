import { language, t } from '../protocol/language.ts';
import type { StatusName } from '../protocol/selectors.ts';
import { sessionStatus } from '../protocol/selectors.ts';
import type { SessionSummary } from '../protocol/summary.ts';
import { urgencyOf } from '../protocol/urgency.ts';
import { sessionLabel } from '../protocol/sessionLabel.ts';
import { countNeedingPerson } from './sessionGroups.ts';
import { sourceName, statusWord } from './sessionTexts.ts';

/** A state to filter by: a status, or that somebody is needed, whom a muted session does not call. */
export type FilterState = StatusName | 'needs_you';

/** Which sessions are listed. A session has to match all three; an empty one matches every session. */
export interface SessionFilter {
  /** Each of its words has to be somewhere in what the session is called or works on. */
  readonly text: string;
  /** Any of them. */
  readonly states: readonly FilterState[];
  /** Names of programs, any of them. */
  readonly sources: readonly string[];
}

export const NO_FILTER: SessionFilter = { text: '', states: [], sources: [] };

export function isFiltering({ text, states, sources }: SessionFilter): boolean {
  return text !== '' || states.length > 0 || sources.length > 0;
}

export function matchesFilter(
  summary: SessionSummary,
  filter: SessionFilter,
  now: number,
  muted: ReadonlySet<string>,
): boolean {
  const { text, states, sources } = filter;
  const { name } = sessionStatus(summary, now);
  const isInState = (state: FilterState): boolean =>
    state === 'needs_you' ? urgencyOf(summary, now, muted) === 'needs_you' : state === name;
  if (states.length > 0 && !states.some(isInState)) return false;
  if (sources.length > 0 && !sources.includes(sourceName(summary))) return false;
  const { project, task, branch, model, phase, folder, id } = summary;
  const said = [sessionLabel(summary), project, task, branch, model, phase, folder, id].join('\n').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}

/** "waiting or failed; Codex; “auth”": what is filtered by, for people. */
export function filterWords({ text, states, sources }: SessionFilter): string {
  const any = new Intl.ListFormat(language().locale, { type: 'disjunction' });
  const parts = [any.format(states.map(stateWord)), any.format(sources), text === '' ? '' : t`“${text}”`];
  return parts.filter(Boolean).join('; ');
}

export function stateWord(state: FilterState): string {
  return state === 'needs_you' ? t('needs you') : statusWord(state);
}

/** The filter with one more state or source, or with one less if it has it. */
export function toggled<K extends 'states' | 'sources'>(
  filter: SessionFilter,
  kind: K,
  value: SessionFilter[K][number],
): SessionFilter {
  const before: readonly string[] = filter[kind];
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return { ...filter, [kind]: after };
}

/** What the listed sessions can be told apart by, with how many of them there are. */
export function filterChoices(
  summaries: readonly SessionSummary[],
  now: number,
  muted: ReadonlySet<string>,
): {
  readonly states: ReadonlyMap<FilterState, number>;
  readonly sources: ReadonlyMap<string, number>;
} {
  const states = new Map<FilterState, number>();
  const sources = new Map<string, number>();
  const needing = countNeedingPerson(summaries, now, muted);
  if (needing > 0) states.set('needs_you', needing);
  for (const summary of summaries) {
    const { name } = sessionStatus(summary, now);
    states.set(name, (states.get(name) ?? 0) + 1);
    sources.set(sourceName(summary), (sources.get(sourceName(summary)) ?? 0) + 1);
  }
  return { states, sources };
}
