/**
 * How the dashboard's page bears a long night: `npm run bench -- page [lines] [events]`. A real server with a session of a
 * million lines, a real browser; 100 events a second over real sockets, beside an empty page on the same machine; then a
 * night of 200,000 events as fast as the page takes them, and what memory the tab has by then.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { SessionEvent } from '../../src/protocol/events.ts';
import { openJournal } from '../../src/server/journal/journal.ts';
import { SessionStore, STATE_VERSION } from '../../src/server/store/store.ts';
import { DESKTOP, launchBrowser } from '../support/browser/openDashboard.ts';
import { startServer } from '../support/runServer.ts';
import { benchEvent, inParallel, makePoster } from './load.ts';
import { ownMegabytes, residentMegabytes, round } from './measure.ts';

const SESSION = 'long_20261123_010000';
const PER_SECOND = 100;
const WATCHED_MS = 15_000;
const AT_ONCE = 8;
const BATCH = 5_000;
/** Between two frames at 60 a second, and when one was missed, ms; a display's own clock wavers by some of it. */
const FRAME_MS = 16.7;
const MISSED_MS = 33.4;
const WAVERS_MS = 1;

const lines = Number(process.argv[2] ?? 1_000_000);
const events = Number(process.argv[3] ?? 200_000);
const dataDir = mkdtempSync(join(tmpdir(), 'livestream-bench-'));
const rows: (readonly [string, string])[] = [];
const note = (name: string, value: string): void => void rows.push([name, value]);
let posted = 0;

try {
  fill();
  const server = await startServer({ dataDir });
  const browser = await launchBrowser(['--enable-precise-memory-info']);
  try {
    const whole = await browser.newBrowserCDPSession();
    const empty = await openPage(browser, 'about:blank');
    await noteMemory('the empty page', empty.page, empty.cdp, whole);
    await empty.page.context().close();
    const { page, cdp } = await openPage(browser, `${server.url}#session=${SESSION}`);
    await page.locator('.log-row').first().waitFor();
    // What else the machine does changes from minute to minute: each figure has an empty page's beside it.
    const compare = async (name: string, measured: () => Promise<Frames>): Promise<void> => {
      const blank = await openPage(browser, 'about:blank');
      const bare = await frames(blank.page);
      await blank.page.context().close();
      await page.bringToFront();
      noteFrames(`${name}, the empty page before`, bare, bare);
      noteFrames(name, await measured(), bare);
    };
    await compare('followed, nothing happens', () => frames(page));
    await compare(`followed, ${PER_SECOND} events/s`, () => frames(page, feed(server.url)));
    await scrollBack(page);
    await compare(`scrolling back, ${PER_SECOND} events/s`, () => frames(page, feed(server.url), true));
    note('lines that the page holds then', String(await heldRows(page)));
    await page.locator('.log-scroller').press('End');
    await night(server.url, page, cdp, whole);
  } finally {
    await browser.close();
    await server.stop();
  }
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n'));
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

/** A million lines as the server would have journaled them over many nights. */
function fill(): void {
  const journal = openJournal(join(dataDir, 'journal.sqlite'), STATE_VERSION);
  const store = new SessionStore(journal, (error) => {
    throw error;
  });
  const start = Date.now() - lines * 100;
  for (let from = 0; from < lines; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, lines - from) }, (_, index) => line(from + index, start));
    store.apply(journal.append({ events: batch, cursors: [] }).events);
  }
  store.save();
  while (journal.search.step(BATCH));
  journal.close();
  note('lines in the session', lines.toLocaleString('en-US'));
}

function line(n: number, start: number): SessionEvent {
  const level = n % 5_000 === 0 ? 'error' : n % 400 === 0 ? 'warning' : 'info';
  const text = `step ${n}: compiled \u001b[32mmodule ${n % 977}\u001b[0m of the service in ${n % 300} ms`;
  return {
    id: `b${n}`,
    session: SESSION,
    time: start + n * 100,
    clock: 'producer',
    source: 'bench',
    type: 'log_line',
    data: { line: text, level },
  };
}

async function openPage(browser: Browser, url: string): Promise<{ page: Page; cdp: CDPSession }> {
  const context = await browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  await page.goto(url);
  await delay(2_000);
  return { page, cdp: await context.newCDPSession(page) };
}

interface Feed {
  readonly stop: () => Promise<number>;
}

/** Posts so many events a second until it is stopped; resolves to how many a second there were. */
function feed(url: string): Feed {
  const poster = makePoster(`${url}api/broadcast/${SESSION}`, AT_ONCE);
  const began = performance.now();
  let sent = 0;
  let stopped = false;
  const tick = async (): Promise<void> => {
    while (!stopped) {
      const due = ((performance.now() - began) / 1_000) * PER_SECOND;
      const batch: Promise<void>[] = [];
      for (; sent < due; sent++) batch.push(poster.post(benchEvent(SESSION, ++posted)));
      await Promise.all(batch);
      await delay(5);
    }
  };
  const running = tick();
  return {
    stop: async () => {
      stopped = true;
      await running;
      poster.close();
      return sent / ((performance.now() - began) / 1_000);
    },
  };
}

interface Frames {
  readonly times: readonly number[];
  /** Events a second that came meanwhile. */
  readonly rate: number;
}

/** The times between frames, ms, as the page itself sees them. `scrolling`: the log is scrolled back all the while. */
async function frames(page: Page, fed?: Feed, scrolling = false): Promise<Frames> {
  const times = await page.evaluate(
    ({ ms, scrolls }) =>
      new Promise<number[]>((resolve) => {
        const found: number[] = [];
        const scroller = scrolls ? document.querySelector('.log-scroller') : null;
        let last = performance.now();
        const until = last + ms;
        const frame = (now: number): void => {
          found.push(now - last);
          last = now;
          if (scroller !== null) scroller.scrollTop -= 60;
          if (now < until) requestAnimationFrame(frame);
          else resolve(found.slice(2));
        };
        requestAnimationFrame(frame);
      }),
    { ms: WATCHED_MS, scrolls: scrolling },
  );
  return { times, rate: (await fed?.stop()) ?? 0 };
}

function noteFrames(name: string, { times, rate }: Frames, bare: Frames): void {
  const perSecond = (all: readonly number[]): number => (all.length / all.reduce((sum, ms) => sum + ms, 0)) * 1_000;
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => round(sorted[Math.floor((sorted.length - 1) * share)]!);
  const share = (limit: number): string =>
    `${round((times.filter((ms) => ms > limit + WAVERS_MS).length / times.length) * 100)} %`;
  const fps = perSecond(times);
  note(
    name,
    `${round(fps)} frames/s (${(fps / perSecond(bare.times)).toFixed(2)} × the empty page), median ${at(0.5)} ms, p95 ${at(0.95)} ms, ` +
      `> ${FRAME_MS} ms ${share(FRAME_MS)}, > ${MISSED_MS} ms ${share(MISSED_MS)}${rate > 0 ? `, ${round(rate)} events/s came` : ''}`,
  );
}

async function scrollBack(page: Page): Promise<void> {
  await page.locator('.log-scroller').hover();
  await page.mouse.wheel(0, -600);
  await page.getByText('· paused').waitFor();
}

function heldRows(page: Page): Promise<number> {
  return page.locator('.log-scroller').evaluate((scroller) => Math.round(scroller.scrollHeight / 22));
}

/** What a whole night leaves in the tab's memory. */
async function night(url: string, page: Page, cdp: CDPSession, whole: CDPSession): Promise<void> {
  const poster = makePoster(`${url}api/broadcast/${SESSION}`, AT_ONCE);
  const part = Math.ceil(events / 4);
  await noteMemory('the night: at its start', page, cdp, whole);
  for (let quarter = 1; quarter <= 4; quarter++) {
    const began = performance.now();
    await inParallel(part, AT_ONCE, () => poster.post(benchEvent(SESSION, ++posted)));
    const rate = Math.round(part / ((performance.now() - began) / 1_000));
    await page.getByText(`part ${posted} of the service`).first().waitFor();
    await noteMemory(`after ${(part * quarter).toLocaleString('en-US')} events, ${rate} a second`, page, cdp, whole);
  }
  poster.close();
}

async function noteMemory(when: string, page: Page, cdp: CDPSession, whole: CDPSession): Promise<void> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const nodes = await page.locator('*').count();
  note(when, `heap ${round(usedSize / 2 ** 20)} MB, process ${await rendererMegabytes(whole)}, ${nodes} elements`);
}

/** The resident memory of the process that draws the page, MB: the browser tells which ones do, and this is the busiest. */
async function rendererMegabytes(whole: CDPSession): Promise<string> {
  const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
  const [busiest] = processInfo.filter(({ type }) => type === 'renderer').sort((a, b) => b.cpuTime - a.cpuTime);
  if (busiest === undefined) return 'unknown';
  return `${ownMegabytes(busiest.id)} MB of its own (${residentMegabytes(busiest.id)} MB with what is shared)`;
}
