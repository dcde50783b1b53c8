import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { NO_TOKENS } from '../../src/protocol/events.ts';
import type { EventData, KnownType } from '../../src/protocol/events.ts';
import { FrameServer } from '../support/browser/frameServer.ts';
import { launchBrowser, openDashboard } from '../support/browser/openDashboard.ts';
import type { OpenDashboard } from '../support/browser/openDashboard.ts';

const PAGE = join(import.meta.dirname, '../../dist/webview');
const SESSION = 'night';
const MINUTE = 60_000;

describe('the panels', function () {
  this.timeout(30_000);
  let browser: Browser;
  let server: FrameServer;
  let dashboard: OpenDashboard;
  let facts = 0;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  beforeEach(() => {
    server = new FrameServer(PAGE);
    add('session_info', { project: 'shop', started_at: Date.now() - 60 * MINUTE }, 60);
  });
  afterEach(async () => {
    assert.deepEqual(dashboard.problems, []);
    await dashboard.close();
    server.stop();
  });

  it('say what is unknown instead of showing 0', async () => {
    await open();
    assert.match(await panel('context'), /Unknown Nothing has told how full it is/);
    assert.match(await panel('statistics'), /Iterations – Model calls – Tokens unknown/);
    assert.match(await panel('cost'), /^Cost –$/);
    assert.match(await panel('tasks'), /No task list yet/);
    assert.match(await panel('context-chart'), /Nothing has told how full/);
    assert.match(await panel('cost-chart'), /No model call yet/);
    assert.equal(await dashboard.page.locator('.panel-agents, .panel-diagnostics').count(), 0);
  });

  it('warn in words when the context window fills up', async () => {
    await open();
    for (const [percent, words] of [
      [39.9, '39 % healthy below 40 %'],
      [40, '40 % filling up 40 to 50 %'],
      [50.1, '50 % too full above 50 %'],
    ] as const) {
      add('context_update', { percent, tokens_used: percent * 2_000 });
      await dashboard.says(words);
    }
    assert.match(
      await panel('context'),
      /100\.2 k of 200\.0 k tokens Used 100\.2 k Free 99\.8 k reported by the producer/,
    );
  });

  it('keep priced and unpriced calls apart', async () => {
    add('model_call', { ...NO_TOKENS, input: 1_000, output: 500, model: 'priced-model', cost_usd: 1.25 }, 10);
    add('model_call', { ...NO_TOKENS, cache_read: 3_000, model: 'new-model', cost_usd: null }, 9);
    await open();
    assert.match(await panel('statistics'), /Tokens 4,500 Input 1,000 Output 500 Cache read 3,000/);
    const text = await panel('cost');
    assert.match(text, /^Cost \$1\.25 .* 3\.0 k tokens unpriced of new-model\. .* setting livestream\.prices/);
    assert.match(text, /priced-model 1 call · \$1\.25/);
    assert.match(text, /new-model 1 call · price unknown/);
  });

  it('tell what is done, what is being done and what is to come', async () => {
    const completed = Array.from({ length: 9 }, (_, index) => `task ${index + 1}`);
    add('task_list', { completed, remaining: ['task 10', 'task 11'], notes: ['a note'] }, 1);
    await open();
    const text = await panel('tasks');
    assert.match(text, /^Tasks 9 of 11 About 13 m 20 s left/);
    assert.match(text, /3 done earlier task 4 done .* task 9 done task 10 doing now task 11 to do 1 note$/);
    await dashboard.page.getByText('3 done earlier').click();
    await dashboard.says('task 1 done task 2 done');
  });

  it('show every agent with its progress and what it used', async () => {
    const agent = { agent_id: 'b1', agent_type: 'Builder', agent_name: 'builder-1', status: 'active', phase: 'build' };
    add('agent_update', { ...agent, progress_percent: 62, tokens_used: 84_200, tokens_limit: 200_000 });
    add('agent_update', { agent_id: 't1', error_message: 'out of <b>tokens</b>' });
    await open();
    const text = await panel('agents');
    assert.match(
      text,
      /Agents 2, 2 at work builder-1 Builder · build · active, \d s ago 62 % done · 84\.2 k of 200\.0 k tokens/,
    );
    assert.match(text, /t1 status unknown, \d s ago Error: out of <b>tokens<\/b>/);
  });

  it('show the foremost of many agents, all of them when asked, and fold what one started', async () => {
    for (let n = 0; n < 20; n++) {
      const parent = n % 4 === 3 ? { parent_id: `a${n - 1}` } : {};
      add('agent_update', { agent_id: `a${n}`, status: n === 3 ? 'running' : 'completed', ...parent }, 40 - n);
    }
    await open();
    const agents = dashboard.page.locator('.panel-agents .agent');
    assert.equal(await agents.count(), 6);
    assert.match(await panel('agents'), /^Agents 20, 1 at work a2 completed.* Started 1 agent, 1 at work a3 running/);
    await dashboard.page.getByText('Started 1 agent, 1 at work').click();
    assert.doesNotMatch(await panel('agents'), /a3 running/);
    await dashboard.page.getByRole('button', { name: 'Show all 20 agents' }).click();
    await dashboard.page.getByRole('button', { name: 'Show fewer agents' }).waitFor();
    assert.equal(await agents.count(), 20);
    assert.doesNotMatch(await panel('agents'), /a3 running/);
  });

  it('say how often a phase was entered, and that it may come again', async () => {
    const phases = ['scout', 'architect', 'builder', 'test', 'builder'];
    phases.forEach((phase, index) => add('phase_change', { phase }, 30 - index * 5));
    await open();
    assert.match(await panel('pipeline'), /Builder now · 1\d m \d+ s · entered 2 × test to come again · 5 m 0 s/i);
  });

  it('tell of problems with the places facts come from, those that still hold first', async () => {
    const problem = { session: SESSION, count: 2, at: Date.now() - MINUTE };
    server.diagnostics = [
      { ...problem, place: '/logs/old.jsonl', message: 'Was unreadable.', active: false },
      { ...problem, place: '/logs/events.jsonl', message: 'Permission denied.', active: true },
      { ...problem, session: 'another', place: '/x', message: 'Of no concern here.', active: true },
    ];
    await open();
    const text = await panel('diagnostics');
    assert.match(text, /1 now Permission denied\. still so · 2 times, last 1 m \d+ s ago · \/logs\/events\.jsonl/);
    assert.match(text, /1 problem that ended or cannot be undone/);
    assert.ok(!text.includes('no concern'));
  });

  it('lead to another session that waits for a person', async () => {
    add('iteration_start', { iteration: 4 }, 1);
    await open(`#session=${SESSION}`);
    add('waiting', { reason: 'May I delete build?' }, 0, 'other');
    await dashboard.says('other waits for you: May I delete build?');
    await dashboard.page.getByText('Show it').click();
    await dashboard.says('Waiting for you It goes on when you answer');
    await dashboard.page.locator('.picker').click();
    await dashboard.page.getByRole('option', { name: /^shop/ }).click();
    await dashboard.says('Running Nothing needed from you');
    assert.match(dashboard.page.url(), /#session=night$/);
  });

  it('name a session that has been silent for long', async () => {
    server = new FrameServer(PAGE);
    add('iteration_start', { iteration: 4 }, 31);
    await open();
    await dashboard.says('Stalled Silent for unusually long: worth a look nothing new for 31 m');
  });

  it('do not say that a phase goes on when the session is over', async () => {
    add('phase_change', { phase: 'builder' }, 30);
    await open();
    assert.match(await panel('pipeline'), /Builder now · 30 m \d+ s/);
    add('session_end', { outcome: 'failed', evidence: 'exit code 1' }, 10);
    await dashboard.says('Failed It gave up and needs you');
    assert.match(await panel('pipeline'), /Builder ended here · 20 m \d s/);
    assert.equal(await dashboard.page.locator('[aria-current=step]').count(), 0);
  });

  it('stop the clock of a phase when a session was last heard of a day ago', async () => {
    server = new FrameServer(PAGE);
    add('session_info', { project: 'shop', started_at: Date.now() - 3_000 * MINUTE }, 3_000);
    add('phase_change', { phase: 'builder' }, 3_000);
    add('log_line', { line: 'the last line', level: 'info' }, 2_940);
    await open();
    await dashboard.says('Stopped No longer working, and not finished');
    assert.match(await panel('pipeline'), /Builder ended here · 1 h 0 m/);
  });

  async function open(hash = ''): Promise<void> {
    dashboard = await openDashboard(browser, `${await server.listen()}${hash}`);
    await dashboard.says(/Connected/);
    await dashboard.page.locator('.status').waitFor();
  }

  function add<T extends KnownType>(type: T, data: EventData[T], minutesAgo = 0, session = SESSION): void {
    const time = Date.now() - minutesAgo * MINUTE;
    server.add([{ id: `${++facts}`, session, time, clock: 'producer', source: 'events.jsonl', type, data } as never]);
  }

  async function panel(id: string): Promise<string> {
    return (await dashboard.page.locator(`.panel-${id}`).innerText()).replace(/\s+/g, ' ').trim();
  }
});
