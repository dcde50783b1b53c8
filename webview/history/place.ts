import { COMPARED_AT_MOST } from '../../src/protocol/comparison.ts';
import { TABS } from './tabs.ts';
import type { TabId } from './tabs.ts';

/** Where in the history a person is. */
export interface Place {
  readonly tab: TabId;
  /** Sessions to compare. */
  readonly sessions: readonly string[];
  /** What the tab itself keeps, by name. */
  readonly rest: Readonly<Record<string, string>>;
}

/** What an address says: "view=compare&session=a&session=b". An address that says nothing leads to the sessions. */
export function readPlace(address: string): Place {
  const { view, ...rest } = Object.fromEntries(new URLSearchParams(address));
  const sessions = [...new Set(new URLSearchParams(address).getAll('session'))].slice(0, COMPARED_AT_MOST);
  return { tab: TABS.find(({ id }) => id === view)?.id ?? 'sessions', sessions, rest };
}

export function placeAddress({ tab, sessions, rest }: Place): string {
  if (tab === 'sessions') return 'history';
  const address = new URLSearchParams({ view: tab, ...(tab === 'trends' && rest) });
  if (tab === 'compare') for (const session of sessions) address.append('session', session);
  return address.toString();
}
