import type { JournaledEvent } from '../../protocol/events.ts';
import type { SearchAnswer, SearchHit, SearchQuery, SessionHit } from '../../protocol/history.ts';
import { searchableTexts } from '../../protocol/searchableText.ts';
import { excerptOf } from './excerpt.ts';
import { toMatch, toPhrases } from './searchWords.ts';
import type { Phrase } from './searchWords.ts';

/** Sessions found by their titles that one answer names. */
const SESSIONS_LIMIT = 50;
/** What is still to be read for the search is read first, where it is no more than this: some 20 ms. */
const CATCH_UP = 1_000;

export interface SearchJournal {
  readonly search: {
    readonly step: (limit: number) => boolean;
    readonly pending: () => number;
    readonly events: (
      match: string,
      query: { readonly before: number; readonly session: string | undefined; readonly limit: number },
    ) => readonly JournaledEvent[];
    readonly titles: (
      match: string,
      limit: number,
    ) => readonly { readonly id: string; readonly seq: number; readonly at: number; readonly title: string }[];
  };
  readonly history: { readonly summariesOnly: () => number };
}

/** What a person searches for, in all that sessions said and in what they are called. */
export function searchHistory(journal: SearchJournal, query: SearchQuery): SearchAnswer {
  const { search, history } = journal;
  if (search.pending() <= CATCH_UP) search.step(CATCH_UP);
  const answer = { pending: search.pending(), summariesOnly: history.summariesOnly() };
  const phrases = toPhrases(query.text);
  if (phrases.length === 0) return { ...answer, sessions: [], hits: [], next: null };
  const { session, limit, before = Number.MAX_SAFE_INTEGER } = query;
  const match = toMatch(phrases);
  const events = search.events(match, { before, session, limit });
  const isFirst = query.before === undefined && session === undefined;
  return {
    ...answer,
    sessions: isFirst ? search.titles(match, SESSIONS_LIMIT).map((row) => sessionHit(row, phrases)) : [],
    hits: events.map((event) => hitOf(event, phrases)),
    next: events.length < limit ? null : events.at(-1)!.seq,
  };
}

/** Of an event's texts the one in which most of what was searched for occurs. */
function hitOf(event: JournaledEvent, phrases: readonly Phrase[]): SearchHit {
  const { session, seq, time } = event;
  const found = searchableTexts(event).flatMap(({ kind, text }) => {
    const excerpt = excerptOf(text, phrases);
    return excerpt === null ? [] : [{ session, seq, time, kind, ...excerpt }];
  });
  const best = found.sort((a, b) => b.matches.length - a.matches.length)[0];
  return best ?? { session, seq, time, kind: 'log', text: '', matches: [], cut: [false, false] };
}

function sessionHit(
  { id, seq, at, title }: { readonly id: string; readonly seq: number; readonly at: number; readonly title: string },
  phrases: readonly Phrase[],
): SessionHit {
  const excerpt = excerptOf(title, phrases) ?? { text: title.slice(0, 200), matches: [], cut: [false, false] as const };
  return { session: id, at, kept: seq > 0 ? 'events' : 'summary', ...excerpt };
}
