import assert from 'node:assert/strict';
import type { SessionEvent } from '../../../../src/protocol/events.ts';
import type { Report } from '../../../../src/protocol/report.ts';
import { initialState } from '../../../../src/protocol/state.ts';
import { summarize } from '../../../../src/protocol/summary.ts';
import { makeReport } from '../../../../src/server/report/report.ts';
import { renderReport } from '../../../../src/server/report/renderReport.ts';
import { lastNight, reportRange } from '../../../../src/server/report/reportRange.ts';
import { sessionsIn } from '../../../../src/server/report/sessionsIn.ts';
import { scratchJournal } from '../../../support/scratchJournal.ts';
import type { ScratchJournal } from '../../../support/scratchJournal.ts';

const MINUTE = 60_000;
const NOW = new Date(2026, 10, 23, 9, 30).getTime();
const BEDTIME = new Date(2026, 10, 22, 23, 0).getTime();
const HOSTILE = '<script>alert(1)</script> | <b>"it\'s"</b>';

describe('The morning report', () => {
  let scratch: ScratchJournal;
  let number = 0;
  beforeEach(() => (scratch = scratchJournal()));
  afterEach(() => scratch.close());

  function tell(session: string, minutes: number, type: string, data: object): void {
    number += 1;
    const time = BEDTIME + minutes * MINUTE;
    const event = { id: `e${number}`, session, type, time, clock: 'producer', source: 'test', data } as SessionEvent;
    scratch.store.apply(scratch.journal.append({ events: [event], cursors: [] }).events);
  }
  const used = (output: number, usd: number | null) => ({
    ...{ input: 0, output, cache_read: 0, cache_write_5m: 0, cache_write_1h: 0, reasoning: 0 },
    ...{ model: 'm', cost_usd: usd },
  });
  const report = (range = reportRange({}, NOW)): Promise<Report> =>
    makeReport(
      {
        sessions: (asked, limit) => sessionsIn((query) => scratch.store.history(query, NOW), asked, limit),
        load: () => Promise.resolve(),
        state: (id) => scratch.store.session(id)?.state,
        events: scratch.journal.events,
        event: scratch.journal.event,
        usage: scratch.journal.usage,
        now: () => NOW,
      },
      range,
    );

  function night(): void {
    tell('good', -600, 'model_call', used(1_000_000, 50));
    tell('good', 0, 'session_info', { project: 'shop', task: 'Build it' });
    tell('good', 1, 'phase_change', { phase: 'Scout' });
    tell('good', 2, 'model_call', used(100, 0.5));
    tell('good', 31, 'phase_change', { phase: 'Builder' });
    tell('good', 32, 'tool_start', { tool_id: 't1', name: 'Bash', input: 'git commit -am "Add the shop"' });
    tell('good', 33, 'tool_end', { tool_id: 't1', ok: true, result: '[main 1a2b3c4] Add the shop' });
    tell('good', 34, 'tool_start', { tool_id: 't2', name: 'Write', input: 'src/shop.ts' });
    tell('good', 35, 'tool_end', { tool_id: 't2', ok: true, lines_added: 12, lines_removed: 3 });
    tell('good', 61, 'completion', { success: true });
    tell('bad', 0, 'session_info', { task: HOSTILE });
    tell('bad', 5, 'model_call', used(40, null));
    tell('bad', 6, 'error', { message: `no disk ${HOSTILE}` });
    tell('bad', 7, 'completion', { success: false });
    tell('asks', 0, 'turn_start', { turn: 1, prompt: 'Go' });
    tell('asks', 9, 'waiting', { reason: 'May I delete it?' });
    tell('long ago', -5_000, 'completion', { success: true });
  }

  it('says what ran, what finished, what failed and why, and what needs you', async () => {
    night();
    const { sessions } = await report();
    const states = Object.fromEntries(sessions.map(({ id, status }) => [id, status.name]));
    assert.deepEqual(states, { good: 'complete', bad: 'failed', asks: 'waiting' });
    const text = renderReport(await report(), 'md');
    assert.match(text, /1 finished, 1 failed, 1 need you/);
    assert.match(text, /## Needs you[^]*May I delete it\?/);
    assert.match(text, /## Failed[^]*no disk/);
  });

  it('counts what was used in that time and not before, by the hour, with the price basis', async () => {
    night();
    const { tokens, cost, hours, priceBasis } = await report();
    assert.equal(tokens, 140);
    assert.deepEqual(cost, { usd: 0.5, unpricedTokens: 40 });
    assert.equal(hours.reduce((sum, hour) => sum + hour.tokens, 0), 140); // prettier-ignore
    assert.equal(hours.length, 15);
    assert.match(priceBasis, /API list prices/);
  });

  it('has the time per phase, the stalls, the commits and the files', async () => {
    night();
    const { phases, stalls, sessions } = await report();
    assert.deepEqual(phases, [{ name: 'Scout', spent: 30 * MINUTE }, { name: 'Builder', spent: 30 * MINUTE }]); // prettier-ignore
    assert.deepEqual(stalls.map(({ session, from, to }) => [session, (to - from) / MINUTE]), [['good', 29], ['good', 26]]); // prettier-ignore
    const good = sessions.find(({ id }) => id === 'good')!;
    assert.deepEqual(good.commits, ['[main 1a2b3c4] Add the shop']);
    assert.deepEqual(good.files, ['src/shop.ts']);
    assert.deepEqual([good.linesAdded, good.linesRemoved], [12, 3]);
  });

  it('does not take for a stall that a session waits for you or is done', async () => {
    tell('s', 0, 'turn_end', { turn: 1, outcome: 'finished' });
    tell('s', 120, 'turn_start', { turn: 2 });
    tell('s', 121, 'waiting', { reason: 'you' });
    tell('s', 240, 'turn_start', { turn: 3 });
    assert.deepEqual((await report()).stalls, []);
  });

  it('tells of a session of which only a line is kept what that says, and that it is no more', async () => {
    const activity = { at: BEDTIME, clock: 'producer', text: 'Done' } as const;
    const cost = { usd: 2, unpricedTokens: 0 };
    const summary = { ...summarize(initialState('brief')), startedAt: BEDTIME - MINUTE, activity, tokens: 77, cost };
    scratch.journal.index([{ summary, calls: [], files: [] }]);
    const made = await report();
    assert.deepEqual([made.tokens, made.cost.usd, made.sessions[0]!.kept], [77, 2, 'summary']);
    assert.match(renderReport(made, 'md'), /Of 1 session only a line is kept/);
  });

  it('is one HTML file: three charts, no script, no address, and what sessions said is text', async () => {
    night();
    const html = renderReport(await report(), 'html');
    assert.equal(html.match(/<svg /g)?.length, 3);
    assert.doesNotMatch(html, /<script|<b>|<img|href=|src=|url\(|https?:/i);
    assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  });

  it('is Markdown in which what sessions said is text', async () => {
    night();
    assert.doesNotMatch(renderReport(await report(), 'md'), /(?<!\\)</);
  });

  it('can be made of a night in which nothing ran', async () => {
    const made = await report();
    assert.match(renderReport(made, 'md'), /0 sessions/);
    assert.match(renderReport(made, 'html'), /0 sessions/);
  });

  it('is of last night, or of what was asked for', () => {
    const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
    assert.deepEqual(lastNight(NOW), { from: at(22, 18), to: at(23, 9) });
    assert.deepEqual(lastNight(at(23, 3)), { from: at(22, 18), to: at(23, 3) });
    assert.deepEqual(reportRange({ from: at(20, 0) }, NOW), { from: at(20, 0), to: NOW });
    assert.deepEqual(reportRange({ from: at(20, 0), to: at(19, 0) }, NOW), { from: at(20, 0), to: at(20, 0) });
  });
});
