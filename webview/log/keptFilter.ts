import { LOG_KINDS, LOG_LEVELS } from '../../src/protocol/logKinds.ts';
import { EVERY_LINE } from './logFilter.ts';
import type { LogFilter } from './logFilter.ts';

const KEY = 'livestream.logFilter';

/** The filter that was last chosen on this page; it lasts as long as the page is open, for every session. */
export function keptFilter(): LogFilter {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Partial<Record<keyof LogFilter, unknown>> | null;
    const chosen = <T>(known: readonly T[], words: unknown): readonly T[] =>
      known.filter((each) => Array.isArray(words) && words.includes(each));
    return kept === null
      ? EVERY_LINE
      : { levels: chosen(LOG_LEVELS, kept.levels), kinds: chosen(LOG_KINDS, kept.kinds) };
  } catch {
    return EVERY_LINE;
  }
}

export function keepFilter(filter: LogFilter): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(filter));
  } catch {
    // Where the browser keeps nothing, a filter lasts as long as its session is on view.
  }
}
