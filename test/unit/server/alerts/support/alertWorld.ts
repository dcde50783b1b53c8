import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert } from '../../../../../src/protocol/alerts.ts';
import type { EventData, JournaledEvent, KnownType, SessionEvent } from '../../../../../src/protocol/events.ts';
import type { SessionState } from '../../../../../src/protocol/state.ts';
import { Alerts } from '../../../../../src/server/alerts/alerts.ts';
import type { AlertsInput } from '../../../../../src/server/alerts/alerts.ts';
import { openJournal } from '../../../../../src/server/journal/journal.ts';
import type { Committed, Journal } from '../../../../../src/server/journal/journal.ts';
import type { ReportContext } from '../../../../../src/server/report/report.ts';
import { makeReportMessage } from '../../../../../src/server/report/reportMessage.ts';
import { sessionsIn } from '../../../../../src/server/report/sessionsIn.ts';
import { SessionStore, STATE_VERSION } from '../../../../../src/server/store/store.ts';
import { FakeTimers } from './fakeTimers.ts';

export const NOW = Date.parse('2026-11-23T12:00:00Z');

/** A server's journal, store and alerts, with a clock of the test's own. */
export class AlertWorld {
  readonly timers: FakeTimers;
  readonly problems: string[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'livestream-alerts-'));
  env: NodeJS.ProcessEnv = {};
  resolve: AlertsInput['resolve'] = () => assert.fail('no name is asked for');
  timeoutMs = 5_000;
  journal!: Journal;
  store!: SessionStore;
  alerts!: Alerts;
  #ids = 0;

  constructor(now = NOW) {
    this.timers = new FakeTimers(now);
    this.#open();
  }

  get now(): number {
    return this.timers.now();
  }

  /** Without a word to anybody, as a kill does it, and started again. */
  restart(): void {
    this.alerts.stop();
    this.journal.close();
    this.#open();
  }

  end(): void {
    this.alerts.stop();
    this.journal.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  configure(settings: object): void {
    assert.equal(this.alerts.configure(settings), undefined);
  }

  /** Facts as a source finds them, all at once. */
  commit(...events: readonly SessionEvent[]): void {
    this.#publish(this.journal.append({ events, cursors: [] }));
  }

  /** A fact of the session "s", now where nothing else is said. */
  tell<T extends KnownType>(type: T, data: EventData[T], fields: Partial<SessionEvent> = {}): SessionEvent {
    const event = { ...this.fact(type, data), ...fields } as SessionEvent;
    this.commit(event);
    return event;
  }

  fact(type: string, data: object, time = this.now): SessionEvent {
    const id = `e${this.#ids++}`;
    return { id, session: 's', time, clock: 'producer', source: 'test', type, data } as SessionEvent;
  }

  state(session = 's'): SessionState {
    return this.store.session(session)!.state;
  }

  raised(session = 's'): readonly Alert[] {
    return this.store.session(session)?.state.alerts ?? [];
  }

  /** The rules of the alerts that were raised, in order. */
  rules(session = 's'): readonly string[] {
    return this.raised(session).map(({ rule }) => rule);
  }

  /** All that is on disk of a session. */
  events(session = 's'): readonly JournaledEvent[] {
    return [...this.journal.events(session)];
  }

  #open(): void {
    this.journal = openJournal(join(this.folder, 'journal.sqlite'), STATE_VERSION);
    this.store = new SessionStore(this.journal, (error) => assert.fail(String(error)));
    this.alerts = new Alerts({
      dataDir: this.folder,
      env: this.env,
      timers: this.timers,
      resolve: (name) => this.resolve(name),
      problems: { blocked: ({ message }) => this.problems.push(message), readable: () => undefined },
      commit: (events) => {
        const committed = this.journal.append({ events, cursors: [] });
        this.#publish(committed);
        return committed.events;
      },
      onConfigured: () => undefined,
      onError: (error) => assert.fail(String(error)),
      state: (id) => this.store.session(id)?.state,
      activeSince: this.store.activeSince,
      usage: this.journal.usage,
      report: (range) => makeReportMessage(this.#reportContext(), range, () => this.store.page(1).sessions[0]?.id),
      events: this.journal.alerts,
      timeoutMs: this.timeoutMs,
    });
    this.alerts.start();
  }

  #reportContext(): ReportContext {
    return {
      sessions: (range, limit) => sessionsIn((query) => this.store.history(query, this.now), range, limit),
      load: () => Promise.resolve(),
      state: (id) => this.store.session(id)?.state,
      events: this.journal.events,
      event: this.journal.event,
      usage: this.journal.usage,
      now: this.timers.now,
    };
  }

  #publish({ events }: Committed): void {
    this.store.apply(events, (before, event, after) => this.alerts.observe(before, event, after));
    this.alerts.raise();
  }
}

/** A world for each test, gone after it. */
export function useWorld(): () => AlertWorld {
  let world: AlertWorld;
  beforeEach(() => void (world = new AlertWorld()));
  afterEach(() => world.end());
  return () => world;
}
