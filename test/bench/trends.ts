/**
 * How fast trends are told over many sessions, and what keeping them costs: `npm run bench -- trends [events]`, five million
 * in 10,000 sessions over a year, a fifth of them requests.
 */
import { NO_TOKENS } from '../../src/protocol/events.ts';
import type { SessionEvent } from '../../src/protocol/events.ts';
import { TREND_GROUPINGS } from '../../src/protocol/trends.ts';
import { makeTrends } from '../../src/server/trends/trends.ts';
import { scratchJournal } from '../support/scratchJournal.ts';
import { spread } from './measure.ts';

const SESSIONS = 10_000;
const BATCH = 5_000;
const DAY = 86_400_000;
const END = Date.UTC(2026, 10, 23);
/** Every so many events one is a request, half of them without an id. */
const EVENTS_A_REQUEST = 5;
const TIMES = 7;

const events = Number(process.argv[2] ?? 5_000_000);
const { journal, store, close } = scratchJournal();
const each = Math.round(events / SESSIONS);

try {
  fill();
  const { use } = journal;
  for (const days of [1, 28, 365])
    for (const by of TREND_GROUPINGS) {
      const query = { by, from: END - days * DAY, to: END, tz: 'Europe/Berlin' };
      const took: number[] = [];
      let [longest, rows] = [0, 0];
      for (let time = 0; time < TIMES; time++) {
        const timer = watchLoop();
        const began = performance.now();
        await makeTrends({ use: use.pages, summary: (id) => store.summary(id), now: () => END }, query);
        took.push(performance.now() - began);
        longest = Math.max(longest, timer());
      }
      for (const page of use.pages(query.from, query.to, 1_000)) rows += page.length;
      const { median, max } = spread(took);
      console.log(`${days} days by ${by}: median ${median} ms, worst ${max} ms, longest block ${Math.round(longest)} ms, ${rows} rows`); // prettier-ignore
    }
} finally {
  close();
}

/** The longest time in which nothing else had its turn, ms. */
function watchLoop(): () => number {
  let [last, longest, running] = [performance.now(), 0, true];
  const look = (): void => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    if (running) setImmediate(look);
  };
  setImmediate(look);
  return () => {
    running = false;
    return longest;
  };
}

function fill(): void {
  let appending = 0;
  let batch: SessionEvent[] = [];
  const flush = (): void => {
    const began = performance.now();
    const committed = journal.append({ events: batch, cursors: [] });
    appending += performance.now() - began;
    store.apply(committed.events);
    batch = [];
  };
  for (let session = 0; session < SESSIONS; session++) {
    const start = END - ((session * 7_919) % (365 * 24)) * 3_600_000;
    for (let n = 0; n < each; n++) if (batch.push(event(session, n, start + n * 30_000)) === BATCH) flush();
  }
  flush();
  store.save();
  console.log(`${SESSIONS} sessions, ${SESSIONS * each} events, journaled ${Math.round((SESSIONS * each) / (appending / 1000))} events/s`); // prettier-ignore
}

function event(session: number, n: number, time: number): SessionEvent {
  const shared = { id: `e${n}`, session: `s${session}`, time, clock: 'producer', source: 'bench' } as const;
  if (n === 0)
    return { ...shared, type: 'session_info', data: { agent: 'codex', project: `project ${session % 200}` } };
  if (n % EVENTS_A_REQUEST > 0)
    return { ...shared, type: 'log_line', data: { line: `line ${n} of it`, level: 'info' } };
  const request = n % (2 * EVENTS_A_REQUEST) === 0 ? {} : { request: `${session}:${n}` };
  const model = `model ${(session + Math.floor(n / 100)) % 12}`;
  return { ...shared, type: 'model_call', data: { ...NO_TOKENS, output: 100, model, cost_usd: 0.01, ...request } };
}
