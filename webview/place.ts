import { COMPARED_AT_MOST } from '../src/protocol/comparison.ts';

/** The views that the navigation leads to. */
export const VIEWS = ['now', 'session', 'history', 'compare', 'trends', 'report', 'diagnostics', 'night'] as const;

export type ViewName = (typeof VIEWS)[number];

/** Where in the page a person is: what its address says behind the "#". */
export interface Place {
  readonly view: ViewName;
  /** The session on view; null: none, or whichever runs. */
  readonly session: string | null;
  /** The moment of it, ms since the Unix epoch; null: what happens now. */
  readonly at: number | null;
  /** The line of its log that a link led to; null: none. */
  readonly line: number | null;
  /** Sessions to compare. */
  readonly sessions: readonly string[];
  /** What a view itself keeps, by name. */
  readonly rest: Readonly<Record<string, string>>;
}

export const NOW: Place = { view: 'now', session: null, at: null, line: null, sessions: [], rest: {} };
/** Whichever session runs. */
export const RUNNING: Place = { ...NOW, view: 'session' };

export function sessionPlace(session: string, at: number | null = null): Place {
  return { ...RUNNING, session, at };
}

/** The views of all sessions there ever were. */
export type HistoryView = Extract<ViewName, 'history' | 'report' | 'compare' | 'trends'>;

export function isHistory(view: ViewName): view is HistoryView {
  return view === 'history' || view === 'report' || view === 'compare' || view === 'trends';
}

/** Where a view's button or key leads from a place; `last`: the session that is, or was last, on view. */
export function placeOfView(view: ViewName, from: Place, last: string | null): Place {
  if (view === 'session') return last === null ? RUNNING : sessionPlace(last);
  return { ...NOW, view, session: view === 'night' && from.view === 'session' ? last : null };
}

/** The views of one session, which a guest has too. */
export function isOfSession(view: ViewName): boolean {
  return view === 'session' || view === 'night';
}

/** What an address says: "session=a&t=1700000000000", "history", "view=compare&session=a&session=b". null: nothing. */
export function readPlace(address: string): Place | null {
  const params = new URLSearchParams(address);
  const sessions = [...new Set(params.getAll('session').filter(Boolean))].slice(0, COMPARED_AT_MOST);
  const { view: asked, ...rest } = Object.fromEntries(params);
  const named = params.has('history') ? 'history' : VIEWS.find((name) => name === asked);
  const view = named ?? (sessions.length > 0 ? 'session' : null);
  if (view === null) return null;
  const one = view === 'session' || view === 'night' ? (sessions[0] ?? null) : null;
  return {
    view,
    session: one,
    at: view === 'session' && one !== null ? wholeNumberIn(params, 't') : null,
    line: view === 'session' && one !== null ? wholeNumberIn(params, 'line') : null,
    sessions: view === 'compare' ? sessions : [],
    rest: view === 'trends' ? rest : {},
  };
}

export function placeAddress({ view, session, at, line, sessions, rest }: Place): string {
  if (view === 'history') return 'history';
  if (view === 'session' && session !== null) {
    const inIt = { ...(at !== null && { t: String(at) }), ...(line !== null && { line: String(line) }) };
    return new URLSearchParams({ session, ...inIt }).toString();
  }
  const address = new URLSearchParams({ view, ...(session !== null && { session }), ...rest });
  for (const each of sessions) address.append('session', each);
  return address.toString();
}

function wholeNumberIn(params: URLSearchParams, name: string): number | null {
  const number = Number(params.get(name) ?? NaN);
  return Number.isSafeInteger(number) && number >= 0 ? number : null;
}
