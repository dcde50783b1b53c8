import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { useAgentPage } from '../support/browser/agentPage.ts';

describe('a list of more sessions than one page of it', function () {
  this.timeout(30_000);
  const the = useAgentPage();

  function fill(count: number): void {
    for (let number = 1; number <= count; number++) {
      the().tell(number, 'session_info', { agent: 'codex', project: 'shop', task: `task ${number}` }, `s${number}`);
      the().tell(number, 'session_end', { outcome: 'complete', evidence: 'done' }, `s${number}`);
    }
    the().server.pageSize = 2;
  }

  it('is shown a page at a time, and says how many there are', async () => {
    fill(5);
    await the().open();
    const { page } = the().dashboard;
    const options = page.locator('.picker vscode-option');
    await page.locator('.picker').click();
    await page.getByRole('option', { name: 'Show older sessions (2 of 5)' }).click();
    const more = page.getByRole('option', { name: 'Show older sessions (4 of 5)' });
    await more.waitFor();
    assert.match(await page.locator('.picker .selected-value').innerText(), /^shop: task 1/, 'the session stays');
    await more.click();
    await page.getByRole('option', { name: /task 5/ }).waitFor();
    assert.equal(await options.filter({ hasText: 'older' }).count(), 0);
    await page.getByRole('option', { name: /task 5/ }).click();
    await the().dashboard.says('task 5');
    assert.match(page.url(), /#session=s5$/);
  });

  it('does not keep a session from being shown that it does not have yet', async () => {
    fill(5);
    await the().open('#session=s4');
    const { page, says } = the().dashboard;
    await says('Complete Finished, nothing needed from you');
    assert.match(await page.locator('.picker .selected-value').innerText(), /^shop: task 4 · complete/);
  });

  it('tells how much of what was there before is still to be read', async () => {
    fill(2);
    the().server.indexing = { filesRead: 340, filesFound: 10_000 };
    await the().open();
    await the().dashboard.says('Reading 340 of 10,000 files');
  });

  it('says of each what its line has no room for', async () => {
    fill(2);
    await the().open();
    const option = the().dashboard.page.locator('.picker vscode-option', { hasText: 'task 2' });
    assert.match(
      (await option.getAttribute('title')) ?? '',
      /^task 2\nStarted \d+ \w+, \d\d:\d\d:\d\d, by its earliest dated fact$/,
    );
  });

  it('does not hide that the server knows no such session', async () => {
    fill(5);
    await the().open('#session=nobody', '.empty');
    await the().dashboard.says('This server knows no such session');
  });
});
