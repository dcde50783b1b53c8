import type { SessionEvent } from '../../protocol/events.ts';

/** Commits what it is given and tells everyone who listens. */
type Commit = (events: readonly SessionEvent[]) => void;

/**
 * Commits the events of all requests that arrive in one turn of the event loop together: one transaction for many
 * POSTs. The promise resolves once the event is committed, and rejects when the disk did not take it.
 */
export function groupCommit(commit: Commit): (event: SessionEvent) => Promise<void> {
  let waiting: { event: SessionEvent; resolve: () => void; reject: (error: unknown) => void }[] = [];

  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    try {
      commit(batch.map(({ event }) => event));
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const { resolve } of batch) resolve();
  };

  return (event) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ event, resolve, reject });
    });
}
