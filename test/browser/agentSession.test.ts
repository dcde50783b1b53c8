import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { formatMinute } from '../../webview/clock.ts';
import { useAgentPage } from '../support/browser/agentPage.ts';
import { AGENT_SESSION, AgentTeller, workingSession } from '../support/browser/agentSession.ts';
import { overflow, overlaps, PHONE } from '../support/browser/openDashboard.ts';

const MINUTE = 60_000;

describe('a coding agent’s session in a browser', function () {
  this.timeout(30_000);
  const the = useAgentPage();

  /** A session that was given a prompt five minutes ago. */
  function prompted(): void {
    the().tell(6, 'session_info', { agent: 'claude-code', project: 'shop', task: 'Round prices once' });
    the().tell(5, 'turn_start', { turn: 1, prompt: 'Round prices once' });
  }

  it('says which tool runs and for how long, and how many more', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    await the().dashboard.says(/Running Nothing needed from you Bash: npm test · 3 m 1\d s, and 1 tool more/);
    assert.match(await the().panel('session'), /Process process 22515 runs, status busy · 3 m \d+ s ago/);
  });

  it('says that the model answers when no tool runs', async () => {
    prompted();
    the().tell(0.5, 'process_update', { status: 'busy', pid: 7, evidence: 'process 7 runs' });
    await the().open();
    await the().dashboard.says(/Running Nothing needed from you the model is answering · 3\d s/);
  });

  it('says until when a request is put off, and which try that was', async () => {
    prompted();
    const until = Date.now() + 2 * MINUTE;
    the().tell(0, 'api_error', { message: 'Overloaded', status: 529, retry_at: until, attempt: 2, max_attempts: 10 });
    await the().open();
    await the().dashboard.says(
      `Backing off until ${formatMinute(until)} The provider refused; it tries again by itself`,
    );
    await the().dashboard.says(/Overloaded, attempt 2 of 10; tries again in 1 m \d+ s/);
    assert.match(await the().dashboard.page.title(), /^Backing off until \d\d:\d\d · shop/);
  });

  it('tells idle, waiting, interrupted and killed apart, each with what is known of it', async () => {
    prompted();
    the().tell(2, 'turn_end', { turn: 1, outcome: 'finished' });
    await the().open();
    await the().dashboard.says(/Idle .* turn 1 finished; whether a process still runs it is not known · for 2 m \d s/);
    the().tell(1, 'process_update', { status: 'idle', pid: 7, evidence: 'process 7 runs, status idle' });
    await the().dashboard.says('turn 1 finished; process 7 runs, status idle');
    the().tell(0.5, 'process_update', { status: 'waiting', pid: 7, waiting_for: 'permission for Bash', evidence: 'x' });
    await the().dashboard.says(/Waiting for you It goes on when you answer permission for Bash · for 3\d s/);
    the().tell(0.4, 'session_end', { outcome: 'interrupted', evidence: 'Esc, and its process ended' });
    await the().dashboard.says(
      /Interrupted Somebody stopped it before it was done Esc, and its process ended · 2\d s ago/,
    );
    the().tell(0.3, 'session_end', { outcome: 'killed', evidence: 'process 7 is gone and its turn was left open' });
    await the().dashboard.says(/Killed Its process is gone and the work is not done process 7 is gone/);
  });

  it('is titled by what it was asked for, and leads to the sessions that belong to it', async () => {
    prompted();
    the().tell(5, 'session_info', {
      folder: '/home/dev/shop',
      branch: 'main',
      permission_mode: 'plan',
      agent_version: '2.1.330',
      model: 'claude-opus-4-8',
      forked_from: 'parent',
    });
    the().tell(5, 'session_link', { session: 'night', relation: 'started by' });
    the().tell(4, 'session_info', { project: 'foundry' }, 'night');
    await the().open(`#session=${AGENT_SESSION}`);
    const { page, says } = the().dashboard;
    assert.equal(await page.locator('.title-task').innerText(), 'Round prices once');
    assert.equal((await page.locator('.title-facts').innerText()).replace(/\s+/g, ' '), 'shop main');
    const facts = await the().panel('session');
    assert.match(facts, /Agent Claude Code 2\.1\.330 Model claude-opus-4-8 Project shop Folder \/home\/dev\/shop/);
    assert.match(facts, /Branch main Permissions plan Forked from parent Started by foundry/);
    assert.match(await page.locator('.picker .selected-value').innerText(), /^shop: Round prices once · running/);
    await page.getByRole('button', { name: 'foundry' }).click();
    await says('No task list yet: the Architect writes it.');
    assert.match(page.url(), /#session=night$/);
  });

  it('counts turns, tools and lines, and marks phases that it concluded', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    const use = await the().panel('statistics');
    assert.match(use, /Turns 2 Model requests 12 Tool calls 10, 1 failed Lines changed \+158 −33 Tokens 425,154/);
    assert.match(
      await the().panel('pipeline'),
      /^Phases inferred Scout done .* Builder done .* Test now · 50 m \d+ s$/,
    );
    const dialog = await the().why('Phases');
    assert.match(await dialog.innerText(), /concluded from what its main thread does[^]*changing files is Builder/);
  });

  it('shows agents as a tree, with what each does now and what it used', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    const agents = the().panelElement('agents');
    const nested = agents.locator('.agents .agents .agent');
    assert.equal(await nested.count(), 1);
    assert.match(
      await nested.innerText(),
      /Read the tax package\s+general-purpose · completed[^]*19\.1 k tokens · < \$0\.01/,
    );
    const text = await the().panel('agents');
    assert.match(text, /^Agents 3, 1 at work Find rounding of money Explore · completed, 1 h 18 m ago/);
    assert.match(text, /claude-haiku-4-5 · 46\.3 k tokens · \$0\.02 · 2 requests · 1 tool call context 16 %/);
    assert.match(
      text,
      /Review the change code-reviewer · running, 1 m \d+ s ago Bash: git diff main\.\.\.HEAD 1 m \d+ s/,
    );
    assert.match(text, /22\.1 k tokens · unpriced · 1 request · 1 tool call context 21\.7 k tokens, of unknown size$/);
  });

  it('marks every task that is being worked on, and says when nobody works on them', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    assert.match(await the().panel('tasks'), /Cover vouchers doing now Run the whole test suite doing now Update/);
    the().tell(0, 'turn_end', { turn: 2, outcome: 'interrupted' });
    await the().dashboard.says(/Cover vouchers begun Run the whole test suite begun Update the changelog to do/);
  });

  it('tells how often the context was compacted, and marks when', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    assert.match(await the().panel('context'), /Compacted 2 ×, last 40 m \d+ s ago: 74\.2 k → 3\.0 k tokens, auto/);
    const chart = the().panelElement('context-chart').locator('livestream-chart');
    assert.match((await chart.getAttribute('aria-label')) ?? '', /compacted 2 ×$/);
    await the().dashboard.page.getByText('All compactions').click();
    assert.equal(await the().panelElement('context').locator('details .row').count(), 2);
  });

  it('gives tokens without a percent where the size of the window is not known, and the reason', async () => {
    prompted();
    the().tell(1, 'context_use', { tokens: 52_640, window: null, window_source: 'unknown' });
    await the().open();
    const text = await the().panel('context');
    assert.match(text, /52\.6 k tokens no percent without a size tokens of the newest request; its size is not known/);
    assert.match(await the().dashboard.page.locator('.metric-context').innerText(), /52\.6 k\s+tokens, size unknown/);
  });

  it('draws tokens over time where the size of the window is not known', async () => {
    prompted();
    for (const [minutes, tokens] of [
      [4, 20_000],
      [3, 61_000],
      [2, 52_640],
    ] as const) {
      the().tell(minutes, 'context_use', { tokens, window: null, window_source: 'unknown' });
    }
    await the().open();
    const chart = the().panelElement('context-chart');
    await chart.locator('canvas').waitFor();
    assert.match(
      (await chart.locator('livestream-chart').getAttribute('aria-label')) ?? '',
      /^last 52\.6 k tokens, highest 61\.0 k tokens on .*, of unknown size$/,
    );
    the().tell(0, 'context_use', { tokens: 60_000, window: 200_000, window_source: 'reported' });
    await the().dashboard.says(/last 30 %, highest 30 % on/);
  });

  it('fits a phone: nothing hangs over, and every button can be hit by a finger', async () => {
    the().add({ facts: workingSession() });
    await the().open('', '.status', { size: PHONE });
    const { page } = the().dashboard;
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await overlaps(page), []);
    const small = await page
      .locator('.why-button, .elapsed')
      .evaluateAll((buttons) =>
        buttons
          .map((button) => button.getBoundingClientRect())
          .filter(({ width, height }) => width < 44 || height < 44),
      );
    assert.deepEqual(small, []);
    const dialog = await the().why('Tokens');
    assert.equal(await overflow(page), 0);
    assert.ok((await dialog.boundingBox())!.width <= PHONE.width);
  });

  it('tells a phone the state, its evidence, the cost and what needs a person without scrolling', async () => {
    const long = 'Find out where prices are rounded twice and mend it. '.repeat(40);
    const name = `a-name-without-a-break-${'x'.repeat(200)}`;
    prompted();
    the().tell(5, 'session_info', { task: long, project: name, branch: name, folder: `/home/${name}`, model: name });
    the().add(new AgentTeller().call(4, 'req_1', 120_000, { model: name }));
    the().tell(3, 'rate_limits', { limits: [{ name, used_percent: 97 }], plan: name, reached: name });
    the().tell(1, 'process_update', {
      status: 'waiting',
      pid: 7,
      waiting_for: `permission for ${long}`,
      evidence: 'x',
    });
    await the().open('', '.status', { size: PHONE });
    const { page, says } = the().dashboard;
    await says(/Waiting for you It goes on when you answer permission for Find out/);
    const status = (await page.locator('.status').boundingBox())!;
    assert.ok(status.y + status.height <= PHONE.height, `the status ends at ${status.y + status.height}`);
    assert.match(await page.locator('.metric-cost').innerText(), /\$0\.06/);
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await overlaps(page), []);
  });

  it('shows hostile text of every kind as text', async () => {
    const attack = '<img src=x onerror="window.attacked=1">';
    const said = new AgentTeller();
    said
      .tell(5, 'session_info', { agent: 'claude-code', task: attack, branch: attack, model: attack, folder: attack })
      .tell(5, 'turn_start', { turn: 1, prompt: attack })
      .tell(4, 'agent_update', { agent_id: attack, description: attack, agent_type: attack, status: attack })
      .tool(3, attack, attack, { seconds: 1, ok: false, result: attack }, attack)
      .tell(2, 'session_link', { session: attack, relation: 'starts' })
      .tell(2, 'rate_limits', { limits: [{ name: attack, used_percent: 5 }], plan: attack, reached: attack })
      .tell(2, 'reported_cost', { usd: 1, basis: attack })
      .tell(1, 'compaction', { trigger: attack, counted: false })
      .tool(1, attack, attack, null);
    the().add(said);
    await the().open();
    await the().dashboard.says(attack);
    const { page } = the().dashboard;
    assert.equal(await page.locator('#app img').count(), 0);
    assert.equal(await page.evaluate(() => Reflect.get(window, 'attacked')), undefined);
    assert.equal(await overflow(page), 0);
  });
});
