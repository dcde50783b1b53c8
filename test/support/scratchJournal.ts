import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '../../src/server/journal/journal.ts';
import type { Journal } from '../../src/server/journal/journal.ts';
import { SessionStore, STATE_VERSION } from '../../src/server/store/store.ts';

/** A journal on disk and the store over it, in a folder of their own that `close` removes. */
export interface ScratchJournal {
  readonly journal: Journal;
  readonly store: SessionStore;
  readonly file: string;
  /** Closes it and opens it again; `meanwhile` has the file for itself. */
  readonly restart: (meanwhile?: () => void) => void;
  readonly close: () => void;
}

export function scratchJournal(): ScratchJournal {
  const folder = mkdtempSync(join(tmpdir(), 'livestream-journal-'));
  const file = join(folder, 'journal.sqlite');
  const openBoth = () => {
    const journal = openJournal(file, STATE_VERSION);
    const store = new SessionStore(journal, (error) => {
      throw error;
    });
    return { journal, store };
  };
  let opened = openBoth();
  return {
    get journal() {
      return opened.journal;
    },
    get store() {
      return opened.store;
    },
    file,
    restart: (meanwhile) => {
      opened.journal.close();
      meanwhile?.();
      opened = openBoth();
    },
    close: () => {
      opened.journal.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
