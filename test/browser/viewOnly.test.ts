import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { useAgentPage } from '../support/browser/agentPage.ts';
import { PHONE } from '../support/browser/openDashboard.ts';

describe('a dashboard of somebody who may look', function () {
  this.timeout(30_000);
  const the = useAgentPage();

  function sessions(): void {
    for (const id of ['mine', 'other']) the().tell(1, 'session_info', { agent: 'codex', project: id, task: id }, id);
  }

  it('says to a viewer that they change nothing, and lists all sessions', async () => {
    the().server.you = { role: 'viewer', session: null, may: ['read_session', 'read_all'] };
    sessions();
    await the().open('#session=mine');
    const { page } = the().dashboard;
    assert.match((await page.locator('.view-only').getAttribute('title')) ?? '', /change nothing.*masked/);
    assert.equal(await page.locator('.picker').count(), 1);
  });

  it('shows a guest the one session, from the address of the link, and no list to choose from', async () => {
    the().server.you = { role: 'guest', session: 'mine', may: ['read_session'] };
    sessions();
    await the().open('?session=mine', '.status', { size: PHONE });
    const { page } = the().dashboard;
    assert.match((await page.locator('.view-only').getAttribute('title')) ?? '', /this one session/);
    assert.equal(await page.locator('.picker').count(), 0);
    assert.match(await page.locator('.sole-session').innerText(), /^mine/);
  });

  it('says nothing of the kind to the person whose server it is', async () => {
    sessions();
    await the().open('#session=mine');
    assert.equal(await the().dashboard.page.locator('.view-only').count(), 0);
  });
});
