import { join } from 'node:path';
import { openJournal } from '../journal/journal.ts';
import type { Journal } from '../journal/journal.ts';
import { SessionStore, STATE_VERSION } from '../store/store.ts';

/** The journal of a server that does not run, and what its sessions add up to. Nobody else can open it meanwhile. */
export function openStopped(dataDir: string): { readonly journal: Journal; readonly store: SessionStore } {
  const journal = openJournal(join(dataDir, 'journal.sqlite'), STATE_VERSION);
  // What cannot be saved is folded again by the server.
  return { journal, store: new SessionStore(journal, () => undefined) };
}
