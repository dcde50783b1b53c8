/**
 * How fast many sessions are listed, searched and replayed: `npm run bench -- history [events]`, a million of them in 10,000
 * sessions where nothing is said, and one session of 200,000 more.
 */
import type { SessionEvent } from '../../src/protocol/events.ts';
import { HISTORY_SORTS } from '../../src/protocol/history.ts';
import { createReplay } from '../../src/server/history/replay.ts';
import { searchHistory } from '../../src/server/history/search.ts';
import { scratchJournal } from '../support/scratchJournal.ts';
import { round, spread } from './measure.ts';

const SESSIONS = 10_000;
const LONG = 200_000;
const BATCH = 5_000;
const SEEKS = 100;
const START = Date.UTC(2026, 0, 1);
const WORDS = 'build paint test deploy review fetch parse write read merge fix login page shop cart order mail'.split(
  ' ',
);

const events = Number(process.argv[2] ?? 1_000_000);
const { journal, store, close } = scratchJournal();
const rows: (readonly [string, string])[] = [];
const note = (name: string, value: string): void => void rows.push([name, value]);

try {
  fill();
  measureLists();
  measureSearch();
  await measureReplay();
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n'));
} finally {
  close();
}

function line(session: string, n: number, time: number): SessionEvent {
  const text = Array.from({ length: 8 }, (_, index) => WORDS[(n * 31 + index * 17) % WORDS.length]).join(' ');
  const shared = { id: `e${n}`, session, time, clock: 'producer', source: 'bench' } as const;
  if (n % 20 === 0) return { ...shared, type: 'phase_change', data: { phase: `phase ${(n / 20) % 7}` } };
  return { ...shared, type: 'log_line', data: { line: `${text} ${n}`, level: 'info' } };
}

function fill(): void {
  const each = Math.max(1, Math.round(events / SESSIONS));
  let batch: SessionEvent[] = [];
  let appending = 0;
  const flush = (): void => {
    const began = performance.now();
    const committed = journal.append({ events: batch, cursors: [] }).events;
    appending += performance.now() - began;
    store.apply(committed);
    batch = [];
  };
  const add = (event: SessionEvent): void => {
    if (batch.push(event) === BATCH) flush();
  };
  for (let session = 0; session < SESSIONS; session++)
    for (let n = 0; n < each; n++) add(line(`s${session}`, n, START + session * 60_000 + n * 1_000));
  for (let n = 0; n < LONG; n++) add(line('long', n, START + n * 500));
  flush();
  store.save();
  note('sessions, events', `${SESSIONS + 1}, ${SESSIONS * each + LONG}`);
  note('journaled', `${Math.round((SESSIONS * each + LONG) / (appending / 1000))} events/s`);
}

function measureLists(): void {
  for (const sort of HISTORY_SORTS)
    note(
      `page of 100 by ${sort}, median / p99`,
      times(() => store.history({ sort, limit: 100 }, Date.now())),
    );
  const filter = { sort: 'newest', limit: 100, states: ['failed'], minCost: 1 } as const;
  note(
    'page of 100 that nothing fits into',
    times(() => store.history(filter, Date.now())),
  );
}

function measureSearch(): void {
  const steps: number[] = [];
  for (let more = true; more;) {
    const began = performance.now();
    more = journal.search.step(150);
    steps.push(performance.now() - began);
  }
  const all = steps.reduce((sum, ms) => sum + ms, 0);
  const { median, p99, max } = spread(steps);
  note('made searchable', `${Math.round(journal.search.pending() + (events + LONG) / (all / 1000))} events/s`);
  note('one step of that, median / p99 / worst', `${median} / ${p99} / ${max} ms`);
  for (const text of ['login', 'login cart', '"fix login"', 'zebra', 'log'])
    note(
      `search for ${text}, median / p99`,
      times(() => searchHistory(journal, { text, limit: 50 })),
    );
}

async function measureReplay(): Promise<void> {
  const replay = createReplay(journal);
  const began = performance.now();
  await replay.moment('long', { at: START }, 0);
  note(`replay of ${LONG} events: put in order, once`, `${Math.round(performance.now() - began)} ms`);
  const first = performance.now();
  await replay.moment('long', {}, 0);
  note('replay: first seek to the end', `${Math.round(performance.now() - first)} ms`);
  const seeks: number[] = [];
  for (let index = 0; index < SEEKS; index++) {
    const at = START + ((index * 7_919) % SEEKS) * ((LONG * 500) / SEEKS) + 123;
    const before = performance.now();
    await replay.moment('long', { at }, 0);
    seeks.push(performance.now() - before);
  }
  const { median, p99, max } = spread(seeks);
  note('replay: a seek then, median / p99 / worst', `${median} / ${p99} / ${max} ms`);
}

function times(work: () => unknown): string {
  const measured = Array.from({ length: 30 }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  const { median, p99 } = spread(measured);
  return `${round(median)} / ${round(p99)} ms`;
}
