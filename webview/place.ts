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
  /** Sessions to compare. */
  readonly sessions: readonly string[];
  /** What a view itself keeps, by name. */
  readonly rest: Readonly<Record<string, string>>;
}

export const NOW: Place = { view: 'now', session: null, at: null, sessions: [], rest: {} };
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
    at: view === 'session' && one !== null ? momentIn(params) : null,
    sessions: view === 'compare' ? sessions : [],
    rest: view === 'trends' ? rest : {},
  };
}

export function placeAddress({ view, session, at, sessions, rest }: Place): string {
  if (view === 'history') return 'history';
  if (view === 'session' && session !== null) {
    return new URLSearchParams({ session, ...(at !== null && { t: String(at) }) }).toString();
  }
  const address = new URLSearchParams({ view, ...(session !== null && { session }), ...rest });
  for (const each of sessions) address.append('session', each);
  return address.toString();
}

function momentIn(params: URLSearchParams): number | null {
  const at = Number(params.get('t') ?? NaN);
  return Number.isSafeInteger(at) && at >= 0 ? at : null;
}
