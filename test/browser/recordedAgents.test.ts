import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { DESKTOP, launchBrowser, openDashboard, overflow, overlaps, PHONE } from '../support/browser/openDashboard.ts';
import type { OpenDashboard } from '../support/browser/openDashboard.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';
import { untilIndexed } from '../support/sessions.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');

interface Truth {
  readonly session_ids: readonly string[];
  readonly totals_completed: Readonly<Record<string, number>>;
}

const claude = (name: string): string => join(FIXTURES, 'claude', name, 'config');
const codex = (name: string): string => join(FIXTURES, 'codex', name, 'codex_home');

function truthOf(recording: string): Truth {
  return JSON.parse(readFileSync(join(FIXTURES, 'claude', recording, 'truth.json'), 'utf8')) as Truth;
}

/** The newest session that a recorded Codex folder has. */
function codexSession(name: string): string {
  const files = readdirSync(codex(name), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.jsonl'),
  );
  return files
    .sort()
    .at(-1)!
    .match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/)![0];
}

describe('recorded sessions of coding agents in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: RunningServer;

  before(async () => {
    const claudeDirs = ['subagents', 'auto_compact', 'sigkill_tool'].flatMap((name) => ['--claude-dir', claude(name)]);
    const codexDirs = ['resume', 'plan_updates'].flatMap((name) => ['--codex-dir', codex(name)]);
    server = await startServer({ args: [...claudeDirs, ...codexDirs] });
    await untilIndexed(server);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });

  async function open(session: string, size: { width: number; height: number } = DESKTOP): Promise<OpenDashboard> {
    const dashboard = await openDashboard(browser, `${server.url}#session=${session}`, { size });
    await dashboard.page.locator('.status').waitFor();
    return dashboard;
  }

  async function panel({ page }: OpenDashboard, id: string): Promise<string> {
    return (await page.locator(`.panel-${id}`).innerText()).replace(/\s+/g, ' ').trim();
  }

  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    it(`are shown true on a ${name}: tokens to the last one, and each sub-agent`, async () => {
      const { session_ids: ids, totals_completed: total } = truthOf('subagents');
      const dashboard = await open(ids[0]!, size);
      const exact = (kind: string): string => total[kind]!.toLocaleString('en-US');
      const use = await panel(dashboard, 'statistics');
      assert.match(use, new RegExp(`Model requests ${exact('requests')} `));
      assert.match(use, new RegExp(`Input ${exact('input_tokens')} Output ${exact('output_tokens')} `));
      assert.match(use, new RegExp(`Cache read ${exact('cache_read_input_tokens')} `));
      assert.match(
        await panel(dashboard, 'agents'),
        /^Agents 3 .*Explore part two .*Research part one .*Background check/,
      );
      assert.equal(await dashboard.page.locator('.tool-running').count(), 0);
      assert.equal(await overflow(dashboard.page), 0);
      assert.deepEqual(await overlaps(dashboard.page), []);
      assert.deepEqual(dashboard.problems, []);
      await dashboard.close();
    });
  }

  it('open a line whole, as it stands in the file', async () => {
    const dashboard = await open(truthOf('subagents').session_ids[0]!);
    const row = dashboard.page.locator('.log-row', { hasText: 'All agents reported.' });
    await row.locator('button').click();
    await row.getByText('Show the original').click();
    await row.getByText(/Show \d+ more lines/).click();
    await row.getByText('Show only the first').waitFor();
    const original = JSON.parse(await row.locator('.log-original').innerText()) as { type: string };
    assert.equal(original.type, 'assistant');
    await dashboard.close();
  });

  it('open a tool’s call and its result whole', async () => {
    for (const [session, command, part] of [
      [truthOf('subagents').session_ids[0]!, 'echo sub3-1', /"tool_result"[^]*sub3-1/],
      [codexSession('plan_updates'), '', /"call_id"/],
    ] as const) {
      const dashboard = await open(session);
      const row = dashboard.page.locator('.log-row.log-tool', { hasText: command }).first();
      await row.locator('button').first().click();
      await row.getByText('Show the whole call').click();
      await row.getByText('Show the whole result').click();
      await row.getByRole('region', { name: 'The whole call' }).waitFor();
      assert.match(await row.getByRole('region', { name: 'The whole result' }).innerText(), part);
      await dashboard.close();
    }
  });

  it('sum up each kind of tokens to what the provider counted', async () => {
    const { session_ids: ids, totals_completed: total } = truthOf('subagents');
    const dashboard = await open(ids[0]!);
    const { page } = dashboard;
    for (const [label, kind] of [
      ['Input', 'input_tokens'],
      ['Output', 'output_tokens'],
      ['Cache read', 'cache_read_input_tokens'],
    ] as const) {
      await page.getByRole('button', { name: `Why? ${label}`, exact: true }).click();
      const sum = page.locator('.why-table tfoot .number');
      await sum.waitFor();
      assert.equal((await sum.innerText()).trim(), total[kind]!.toLocaleString('en-US'));
      await page.keyboard.press('Escape');
    }
    await dashboard.close();
  });

  it('say why the agent’s own figure is larger, and list the requests of ours', async () => {
    const dashboard = await open(truthOf('auto_compact').session_ids[0]!);
    const { page } = dashboard;
    assert.match(
      await panel(dashboard, 'cost'),
      /^Cost \$0\.64 .* \+ \$0\.07 against ours.* The agent counts 2 compactions/,
    );
    assert.match(await panel(dashboard, 'context'), /Compacted 2 ×, last .* 76\.2 k → 582 tokens, auto/);
    await page.getByRole('button', { name: 'Why? Cost', exact: true }).click();
    await page.getByText('10 of 10', { exact: true }).waitFor();
    assert.match(await page.locator('.why-table tfoot').innerText(), /Sum of 10: 484,784 tokens[^]*\$0\.64/);
    await dashboard.close();
  });

  it('tell that a process was killed, and do not say that its tool still runs', async () => {
    const dashboard = await open(truthOf('sigkill_tool').session_ids[0]!);
    await dashboard.says(/Killed Its process is gone and the work is not done process \d+ is gone/);
    assert.match(await dashboard.page.locator('.tool-lost').innerText(), /lost/);
    await dashboard.close();
  });

  it('lead from a fork to the session that it came from', async () => {
    const dashboard = await open(codexSession('resume'));
    assert.match(await panel(dashboard, 'session'), /Agent Codex .* Forked from repo: \[\[script:main\]\] part one/);
    await dashboard.page.getByRole('button', { name: /part one$/ }).click();
    await dashboard.page.locator('.title-task', { hasText: 'part one' }).waitFor();
    await dashboard.close();
  });

  it('show a plan as tasks, and the allowances of the account', async () => {
    const dashboard = await open(codexSession('plan_updates'));
    assert.match(await panel(dashboard, 'tasks'), /2 of 3 Read the code done Fix the bug done Write tests begun$/);
    assert.match(await panel(dashboard, 'rate-limits'), /5 h 12 % used .*weekly 31 % used/);
    assert.match(await panel(dashboard, 'pipeline'), /^Phases inferred Scout done .* Architect done .* Builder done/);
    await dashboard.close();
  });
});
