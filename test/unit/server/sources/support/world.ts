import { cpSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Json, JournaledEvent, SessionEvent } from '../../../../../src/protocol/events.ts';
import { reduce } from '../../../../../src/protocol/reducer.ts';
import { initialState, type SessionState } from '../../../../../src/protocol/state.ts';
import { createContextFoundrySource } from '../../../../../src/server/sources/contextFoundry/contextFoundrySource.ts';
import { pricing } from '../../../../../src/server/sources/pricing.ts';
import type { EventBatch, Source } from '../../../../../src/server/sources/source.ts';
import { put, temporaryFolder } from './folders.ts';

export { put, temporaryFolder };

/** Gives every file below a folder the same date, long ago. */
export function datePast(folder: string, at = new Date('2026-11-23T01:00:00Z')): void {
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    if (statSync(join(folder, name)).isFile()) utimesSync(join(folder, name), at, at);
  }
}

/** The recorded session, copied to a folder of its own. */
export function recordedSession(): string {
  const root = temporaryFolder();
  cpSync(join(import.meta.dirname, '../../../../fixtures/context-foundry/weather-app-complete'), root, {
    recursive: true,
  });
  datePast(root);
  return root;
}

/** What the journal promises, in memory: an id counts once in its session; facts and cursors come together. */
export interface TestJournal {
  readonly events: JournaledEvent[];
  readonly cursors: Map<string, Json>;
  readonly commit: (batch: EventBatch) => void;
  readonly state: (session: string) => SessionState;
  readonly of: (session: string) => readonly JournaledEvent[];
  /** Set to make the next commit fail. */
  failure: Error | null;
  largestBatch: number;
}

export function testJournal(): TestJournal {
  const ids = new Set<string>();
  const journal: TestJournal = {
    events: [],
    cursors: new Map(),
    failure: null,
    largestBatch: 0,
    commit(batch) {
      const { failure } = journal;
      journal.failure = null;
      if (failure !== null) throw failure;
      journal.largestBatch = Math.max(journal.largestBatch, batch.events.length);
      for (const event of batch.events) append(event);
      for (const { key, value } of batch.cursors) journal.cursors.set(key, structuredClone(value));
    },
    of: (session) => journal.events.filter((event) => event.session === session),
    state: (session) => journal.of(session).reduce(reduce, initialState(session)),
  };
  function append(event: SessionEvent): void {
    const key = JSON.stringify([event.session, event.id]);
    if (ids.has(key)) return;
    ids.add(key);
    journal.events.push({ ...event, seq: journal.events.length + 1 });
  }
  return journal;
}

/** A source over `roots`, stopped after the test. */
export function testSource(journal: TestJournal, ...roots: string[]): Source {
  const source = createContextFoundrySource(
    {
      commit: journal.commit,
      cursor: (key) => journal.cursors.get(key),
      now: Date.now,
      onDiagnostics: () => undefined,
      price: pricing({}),
    },
    roots,
  );
  after(() => source.stop());
  return source;
}

/** Waits until something is so; fails when it is not within ten seconds. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await delay(5);
  }
}
