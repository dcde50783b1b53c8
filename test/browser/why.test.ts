import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { NO_TOKENS } from '../../src/protocol/events.ts';
import { useAgentPage } from '../support/browser/agentPage.ts';
import { AgentTeller, requestsAnswer, workingSession } from '../support/browser/agentSession.ts';

describe('asking why a number is what it is', function () {
  this.timeout(30_000);
  const the = useAgentPage();

  /** A session of 450 requests, and a server that tells of them in pages. */
  async function openLong(): Promise<void> {
    const said = new AgentTeller();
    said.tell(60, 'session_info', { agent: 'claude-code', project: 'shop' }).tell(60, 'turn_start', { turn: 1 });
    for (let number = 1; number <= 450; number++) said.call(50, `req_${number}`, 1_000, { cost_usd: 0.01 });
    the().add(said);
    the().server.answer = ({ searchParams }) => {
      const offset = Number(searchParams.get('offset'));
      return {
        status: 200,
        body: requestsAnswer(Math.min(Number(searchParams.get('limit')), 450 - offset), offset, 450),
      };
    };
    await the().open();
  }

  it('is answered with the keyboard alone, and the focus comes back', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    const { page } = the().dashboard;
    const button = page.getByRole('button', { name: 'Why? Context window' });
    for (const key of ['Enter', 'Space']) {
      await button.focus();
      await page.keyboard.press(key);
      const dialog = page.getByRole('dialog', { name: 'Why: Context window' });
      await dialog.waitFor();
      assert.match(await dialog.innerText(), /What the newest request of the main thread held/);
      assert.match(await dialog.innerText(), /How it is known\s+tokens of the newest request; its size from the list/);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      assert.equal(await button.evaluate((element) => element === document.activeElement), true);
    }
    assert.equal(await page.locator('dialog').count(), 1);
  });

  it('is answered wherever it can be asked', async () => {
    the().add({ facts: workingSession() });
    the().server.answer = () => ({ status: 200, body: requestsAnswer(12, 0) });
    await the().open();
    const { page } = the().dashboard;
    await page.locator('dialog.why').waitFor({ state: 'attached' });
    const answers = await page.evaluate(async () => {
      const dialog = document.querySelector<HTMLDialogElement>('dialog.why')!;
      const told = () => dialog.querySelector('.why-value');
      const until = async (isSo: () => boolean) => {
        while (!isSo()) await new Promise((drawn) => requestAnimationFrame(drawn));
      };
      const all: { asked: string; value: string; rules: number }[] = [];
      for (const button of document.querySelectorAll<HTMLElement>('[aria-haspopup=dialog]')) {
        button.click();
        await until(() => dialog.open && told() !== null);
        const value = told()?.textContent ?? '';
        const rules = dialog.querySelectorAll('.why-words p').length - 1;
        all.push({ asked: button.getAttribute('aria-label') ?? button.innerText, value, rules });
        dialog.close();
        await until(() => told() === null);
      }
      return all;
    });
    assert.ok(answers.length > 30, `${answers.length} numbers`);
    assert.equal(new Set(answers.map(({ asked }) => asked)).size, answers.length, 'each has a name of its own');
    assert.deepEqual(
      answers.filter(({ value, rules }) => value === '' || rules < 1),
      [],
    );
  });

  it('is answered for each number of the status line by a press on the number itself', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    const { page } = the().dashboard;
    const dialog = page.locator('dialog.why[open]');
    for (const [name, said] of [
      ['phase', /^Phases\s+Test\s+Inferred/],
      ['iteration', /^Turns\s+2\s+A turn goes from a prompt/],
      ['context', /^Context window\s+26 %\s+What the newest request/],
      ['tokens', /^Tokens\s+425,154\s+Each answered request/],
      ['cost', /^Cost\s+\$0\.20 \+ 22\.1 k tokens unpriced[^]*Per hour now\s+\$0\.11/],
    ] as const) {
      const value = (await page.locator(`.metric-${name} .metric-value`).boundingBox())!;
      await page.mouse.click(value.x + value.width / 2, value.y + value.height / 2);
      await dialog.waitFor();
      assert.match((await dialog.innerText()).replace(/^Why:\s+/, ''), said);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    }
    await page.locator('.elapsed').click();
    assert.match(await dialog.innerText(), /Elapsed time\s+1 h 35 m\s+From the start until now[^]*In turns\s+1 h 16 m/);
    await page.keyboard.press('Escape');
    const status = await (await the().why('Status')).innerText();
    assert.match(status, /Running[^]*Evidence\s+Bash: npm test[^]*Process\s+process 22515 runs, status busy/);
  });

  it('is answered for the number that was asked about last, however soon after the one before was closed', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    const { page } = the().dashboard;
    await the().why('Status');
    await page.evaluate(() => {
      document.querySelector<HTMLDialogElement>('dialog.why')!.close();
      document.querySelector<HTMLElement>('.metric-cost .why-button')!.click();
    });
    await page.locator('dialog.why[open]', { hasText: 'Per hour now' }).waitFor();
  });

  it('sums up the column of one kind of tokens', async () => {
    await openLong();
    const dialog = await the().why('Cache read');
    await dialog.getByText('200 of 450', { exact: true }).waitFor();
    assert.match(await dialog.innerText(), /Cache read tokens\s+45,000\s+What the requests sent that was in the cache/);
    const head = await dialog.locator('thead').innerText();
    assert.match(head, /^Time\s+Model\s+Cache read\s+Agent\s+Told by\s*$/);
    assert.match(await dialog.locator('tfoot').innerText(), /^Sum of 200\s+200,000/);
  });

  it('says of Context Foundry’s calls that they have no ids, and what each model used', async () => {
    const call = { ...NO_TOKENS, input: 1_000, output: 500 };
    the().tell(6, 'session_info', { project: 'weather' }, 'night');
    the().tell(5, 'model_call', { ...call, model: 'model-a', cost_usd: 0.5 }, 'night');
    the().tell(4, 'model_call', { ...call, model: 'model-b', cost_usd: null }, 'night');
    the().server.answer = () => ({ status: 200, body: { total: 2, requests: [] } });
    await the().open();
    const dialog = await the().why('Tokens');
    await dialog.getByText('Context Foundry’s model calls carry no ids').waitFor();
    const text = await dialog.innerText();
    assert.match(text, /Each line of session\.jsonl is one answered call[^]*model-a\s+1,500\s+model-b\s+1,500/);
    assert.match(text, /Model calls\s+Context Foundry’s/);
  });

  it('is closed by a press beside it, and by its button', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    const { page } = the().dashboard;
    const dialog = await the().why('Turns');
    await page.mouse.click(5, 5);
    await dialog.waitFor({ state: 'hidden' });
    await the().why('Turns');
    await page.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('shows the requests that make up the tokens, a page at a time, with their sum', async () => {
    await openLong();
    const dialog = await the().why('Tokens');
    await dialog.getByText('200 of 450', { exact: true }).waitFor();
    assert.equal(await dialog.locator('tbody tr').count(), 200);
    assert.match(await dialog.locator('tfoot').innerText(), /Sum of 200: 220,800 tokens, 44,160 of them unpriced/);
    assert.match(await dialog.locator('tbody tr').nth(3).innerText(), /claude-sonnet-4-5-20250929 cut off\s+4\s+≥ 100/);
    assert.match(await dialog.locator('tbody tr').nth(4).innerText(), /claude-next-1[^]*unpriced\s+main\s+transcript/);
    await dialog.getByRole('button', { name: 'More' }).click();
    await dialog.getByText('400 of 450', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'More' }).click();
    await dialog.getByText('450 of 450', { exact: true }).waitFor();
    assert.equal(await dialog.getByRole('button', { name: 'More' }).count(), 0);
    assert.match(await dialog.locator('tfoot').innerText(), /Sum of 450/);
  });

  it('shows only the requests of the agent that is asked about', async () => {
    the().add({ facts: workingSession() });
    the().server.answer = () => ({ status: 200, body: requestsAnswer(12, 0) });
    await the().open();
    const dialog = await the().why('Find rounding of money');
    await dialog.locator('tbody tr').first().waitFor();
    const agents = await dialog.locator('td[data-label=Agent]').allInnerTexts();
    assert.deepEqual(new Set(agents), new Set(['Find rounding of money']));
    assert.match(await dialog.innerText(), /46,259 tokens[^]*Tokens, cost and requests are those of its own thread/);
  });

  it('says why the requests are not there, and tries again', async () => {
    await openLong();
    const { answer } = the().server;
    the().server.answer = () => ({ status: 503, body: { error: 'The journal is being rebuilt.' } });
    const dialog = await the().why('Cost');
    await dialog.getByText('The journal is being rebuilt.').waitFor();
    the().server.answer = answer;
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.getByText('200 of 450', { exact: true }).waitFor();
  });

  it('says what the sum leaves out', async () => {
    the().add({ facts: workingSession() });
    the().server.answer = () => ({ status: 200, body: requestsAnswer(12, 0) });
    await the().open();
    const text = await (await the().why('Cost')).innerText();
    assert.match(text, /22\.1 k tokens of claude-next-1 have no known price.*setting livestream\.prices/);
    assert.match(text, /2 compactions: their requests are not in the transcript.*Telemetry of the agent would tell/);
    assert.match(text, /1 answer was cut off:.*lower bound/);
  });

  it('puts the agent’s own figure beside ours, and says why they differ', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    const cost = await the().panel('cost');
    assert.match(
      cost,
      /Agent’s own figure \(status line\) \$0\.43 Compared with ours \+ \$0\.23 against ours, 3 m \d+ s ago\. The agent counts 2 compactions/,
    );
    const dialog = await the().why('Agent’s own figure (status line)');
    assert.match(
      await dialog.innerText(),
      /never added to it[^]*1 answer was cut off[^]*22\.1 k tokens[^]*Difference\s+\+ \$0\.23/,
    );
  });

  it('calls it a price by the API where a subscription is paid', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    assert.match(await the().panel('cost'), /^Cost \$0\.20/);
    the().tell(0, 'rate_limits', {
      plan: 'max',
      reached: 'weekly',
      limits: [{ name: '7 days', used_percent: 96, resets_at: Date.now() - 60_000 }],
    });
    await the().dashboard.says(
      '≈ $0.20 API price Paid by subscription (max): these tokens would cost so much by the API.',
    );
    assert.match(await the().dashboard.page.locator('.metric-cost').innerText(), /API price\s+≈ \$0\.20/);
    assert.match(await the().panel('rate-limits'), /^Rate limits max Reached: weekly 7 days 96 % used began anew at/);
  });

  it('shows allowances with what is left until they begin anew', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    const text = await the().panel('rate-limits');
    assert.match(
      text,
      /5 hours 71 % used begins anew at \d\d:\d\d, in 2 h \d+ m 7 days 22 % used begins anew at .*, in \d d/,
    );
  });

  it('closes when another session is shown', async () => {
    the().add({ facts: workingSession() });
    await the().open();
    const dialog = await the().why('Turns');
    the().tell(0, 'iteration_start', { iteration: 4 }, 'other');
    await the().dashboard.page.evaluate(() => (location.hash = '#session=other'));
    await dialog.waitFor({ state: 'hidden' });
    await the().dashboard.says('Iteration 4 started');
  });
});
