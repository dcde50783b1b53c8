import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { useAgentPage } from '../support/browser/agentPage.ts';
import { AGENT_EXPLORE, AgentTeller, workingSession } from '../support/browser/agentSession.ts';
import type { HttpAnswer } from '../support/browser/frameServer.ts';

describe('the log of a coding agent’s session in a browser', function () {
  this.timeout(30_000);
  const the = useAgentPage();

  function rows(text: string): Locator {
    return the().dashboard.page.locator('.log-row', { hasText: text });
  }

  async function textOf(row: Locator): Promise<string> {
    return (await row.innerText()).replace(/\s+/g, ' ').trim();
  }

  it('has one line for a tool call: what it is called with, how it went, what came of it, how long it took', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    const failed = rows('npm test -- checkout');
    assert.equal(await failed.count(), 1);
    assert.match(await textOf(failed), /error Bash npm test -- checkout → Exit code 1: 2 tests failed 41 s$/);
    assert.match(await textOf(rows('total.ts').last()), /ok Edit src\/checkout\/total\.ts → updated 0\.3 s$/);
    assert.match(await textOf(rows('npm test').last()), /runs Bash npm test$/);
  });

  it('completes the line of a tool when it comes back, even while the log stands still', async () => {
    const said = new AgentTeller();
    said.tell(2, 'turn_start', { turn: 1 }).tell(1, 'tool_start', { tool_id: 't', name: 'Bash', input: 'make' });
    the().add(said);
    await the().open();
    await rows('make').locator('.tool-running').waitFor();
    await the().dashboard.page.getByText('Pause', { exact: true }).click();
    the().tell(0, 'tool_end', { tool_id: 't', ok: true, result: '12 targets' });
    await rows('make').locator('.tool-ok').waitFor();
    assert.match(await textOf(rows('make')), /ok Bash make → 12 targets 1 m \d+ s$/);
  });

  it('does not say that a tool runs when the session was killed at it', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    await rows('npm test').last().locator('.tool-running').waitFor();
    the().tell(0, 'session_end', { outcome: 'killed', evidence: 'process 22515 is gone' });
    await rows('npm test').last().locator('.tool-lost').waitFor();
    assert.equal(await the().dashboard.page.locator('.tool-running, .agent-tool').count(), 0);
  });

  it('names the sub-agent whose line it is', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    assert.equal(await rows('round in packages').locator('.log-agent').innerText(), 'Find rounding of money');
    the().tell(0, 'agent_update', { agent_id: AGENT_EXPLORE, agent_name: 'scout-1' });
    await rows('round in packages').getByText('scout-1').waitFor();
  });

  it('tells prompts and answers from other lines, and finds them and the tools by their kind', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    const { page } = the().dashboard;
    assert.match(await textOf(page.locator('.log-user').last()), /prompt Also cover vouchers/);
    assert.match(
      await textOf(page.locator('.log-assistant').last()),
      /answer Vouchers go through the same function\. ⏎/,
    );
    for (const [chip, count] of [
      ['message', 4],
      ['tool', 10],
      ['event', 6],
      ['error', 1],
    ] as const) {
      await page.locator(`.log-chip-${chip}`).click();
      await the().dashboard.says(`${count} matching, of 20 lines`);
      await page.locator('.log-chip-clear').click();
    }
  });

  it('opens a line whole: it is read from its file when somebody asks, and laid out where it is JSON', async () => {
    const asked: string[] = [];
    const answers: HttpAnswer[] = [
      { status: 404, body: { error: 'The file is gone.' } },
      { status: 200, body: { text: '{"type":"user","text":"<b>whole</b>"}' } },
    ];
    the().server.answer = ({ pathname }) => {
      asked.push(pathname);
      return answers.shift()!;
    };
    the().add({ facts: workingSession() });
    await the().open();
    const row = rows('Also cover vouchers');
    await row.locator('button').click();
    assert.deepEqual(asked, []);
    await row.getByText('Show the original').click();
    await row.getByText('The original cannot be shown: The file is gone.').waitFor();
    await row.getByText('Try again').click();
    await row.locator('.log-original').waitFor();
    assert.equal(await row.locator('.log-original').innerText(), '{\n  "type": "user",\n  "text": "<b>whole</b>"\n}');
    assert.equal(await row.locator('.log-original b').count(), 0);
    const seq = await row.getAttribute('data-seq');
    assert.match(asked[0] ?? '', new RegExp(`^/api/original/[\\w-]+/${seq}$`));
    const box = await row.locator('.log-original').boundingBox();
    const frame = await the().dashboard.page.locator('.log-scroller').boundingBox();
    assert.ok(box!.y + box!.height <= frame!.y + frame!.height, 'what was asked for is in sight');
  });

  it('opens the call and the result of a tool, each whole and beside the other', async () => {
    const said = new AgentTeller();
    const output = '{"content":"FAIL total.test.ts\\n  expected \\u001b[32m1.20\\u001b[0m\\n  but got 1.21"}';
    said
      .tell(2, 'turn_start', { turn: 1 })
      .tell(1, 'tool_start', { tool_id: 't', name: 'Bash', input: 'npm test' }, true)
      .tell(0.5, 'tool_end', { tool_id: 't', ok: false, result: 'FAIL total.test.ts' }, true);
    the().add(said);
    the().server.answer = ({ pathname }) => ({
      status: 200,
      body: { text: pathname.endsWith('/2') ? '{"command":"npm test"}' : output },
    });
    await the().open();
    const row = rows('npm test');
    await row.locator('button').click();
    await row.getByText('Show the whole call').click();
    await row.getByText('Show the whole result').click();
    const call = row.getByRole('region', { name: 'The whole call' });
    assert.equal(await call.innerText(), '{\n  "command": "npm test"\n}');
    const result = await row.getByRole('region', { name: 'The whole result' }).innerText();
    assert.match(result, /"FAIL total\.test\.ts\n\s+expected 1\.20\n\s+but got 1\.21"/);
  });

  it('offers no whole result where no file has one', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    const row = rows('npm test -- checkout');
    await row.locator('button').click();
    await row.getByText('Exit code 1: 2 tests failed').waitFor();
    assert.equal(await row.getByText('Show the whole result').count(), 0);
  });

  it('says that it is being read, and does not mix up two lines', async () => {
    const waiting = Promise.withResolvers<HttpAnswer>();
    the().server.answer = () => waiting.promise;
    the().add({ facts: workingSession() });
    await the().open();
    await rows('Also cover vouchers').locator('button').click();
    await rows('Also cover vouchers').getByText('Show the original').click();
    await rows('Also cover vouchers').getByText('Reading the file…').waitFor();
    await rows('npm test -- checkout').locator('button').first().click();
    await rows('npm test -- checkout').getByText('Show the whole call').waitFor();
    waiting.resolve({ status: 200, body: { text: 'late' } });
    await rows('Also cover vouchers').locator('button').first().click();
    await rows('Also cover vouchers').getByText('late', { exact: true }).waitFor();
  });
});
