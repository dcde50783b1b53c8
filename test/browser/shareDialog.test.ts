import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { useAgentPage } from '../support/browser/agentPage.ts';
import { workingSession } from '../support/browser/agentSession.ts';
import { openView } from '../support/browser/openView.ts';
import { overflow, PHONE } from '../support/browser/openDashboard.ts';
import { grant, NOT_SHARED, SHARED, SharingAnswers } from '../support/browser/sharingAnswers.ts';
import { until } from '../support/until.ts';

const HTML = '<img src=x onerror="document.title=1"><b>bold</b>';

describe('the Share dialog', function () {
  this.timeout(60_000);
  const the = useAgentPage();

  /** Opens the page and the dialog in it. */
  async function open(answers: (answers: SharingAnswers) => void = () => undefined, setup = {}): Promise<Opened> {
    const said = new SharingAnswers(the().server);
    answers(said);
    the().server.add(workingSession());
    await the().open('', '.status', setup);
    const { page } = the().dashboard;
    await openView(page, /^Share/);
    const dialog = page.locator('dialog.share[open]');
    await dialog.waitFor();
    return { said, dialog, tab: (name) => dialog.getByRole('tab', { name: new RegExp(`^${name}`) }).click() };
  }

  it('is offered to those only who may share', async () => {
    the().server.you = { role: 'viewer', session: null, may: ['read_session', 'read_all'] };
    the().server.add(workingSession());
    await the().open();
    assert.equal(await the().dashboard.page.locator('.share-button').count(), 0);
  });

  it('shares in the network that is chosen, the most likely one first, and shows the way in', async () => {
    const { said, dialog } = await open();
    const [first, second] = await dialog.locator('.interface').allInnerTexts();
    assert.match(first!, /^192\.0\.2\.7\s+wlan0, the way to the internet$/);
    assert.match(second!, /^198\.51\.100\.7\s+eth0$/);
    await dialog.getByRole('radio', { name: '198.51.100.7' }).check();
    await dialog.getByRole('button', { name: 'Share on LAN' }).click();
    await dialog.getByText('http://192.0.2.7:8080/').waitFor();
    assert.deepEqual(said.asked[0], { path: 'sharing/lan', body: { address: '198.51.100.7' } });
    await dialog.getByText('sudo ufw allow 8080/tcp').waitFor();
    await dialog.getByRole('button', { name: 'Stop sharing' }).click();
    await until('it is asked to stop', () => said.asked.some(({ path }) => path === 'sharing/lan/stop'));
  });

  it('shows the mark as soon as anybody shares, and takes it back', async () => {
    await open();
    const button = the().dashboard.page.locator('.share-button');
    assert.equal(await button.innerText(), 'Share');
    the().server.share({ lan: true, tunnel: true });
    await button.filter({ hasText: 'Shared: LAN and tunnel' }).waitFor();
    the().server.share({ lan: false, tunnel: false });
    await button.filter({ hasText: /^\s*Share\s*$/ }).waitFor();
  });

  it('says how long the code is good for, when it is not any more, and makes another', async () => {
    const { said, dialog } = await open((answers) => {
      answers.sharing = { ...SHARED, tunnel: null };
      answers.codeLifetime = 3_000;
    });
    await dialog.getByText(/Valid for 0:0[0-2]/).waitFor();
    await dialog.getByText('This code has expired').waitFor();
    assert.equal(await dialog.locator('.qr-code').count(), 0);
    said.codeLifetime = 300_000;
    await dialog.getByRole('button', { name: 'New code' }).click();
    await dialog.locator('.qr-code').waitFor();
    await dialog.getByText(/Valid for [45]:\d\d/).waitFor();
  });

  it('makes a code for an owner only when told to, and says what that means', async () => {
    const { said, dialog } = await open((answers) => (answers.sharing = { ...SHARED, tunnel: null }));
    await dialog.locator('.qr-code').waitFor();
    await dialog.getByRole('radio', { name: 'Do everything' }).check();
    await dialog.getByText('An owner can share, revoke and change everything').waitFor();
    await until('both codes were asked for', () => said.asked.length === 2);
    assert.deepEqual(
      said.asked.map(({ body }) => body),
      [{ role: 'viewer' }, { role: 'owner' }],
    );
  });

  it('says which device has come in by the code', async () => {
    const { said, dialog } = await open((answers) => (answers.sharing = { ...SHARED, tunnel: null }));
    await dialog.locator('.qr-code').waitFor();
    said.access = { grants: [grant({ id: 'new', name: 'Chrome on Android' })], users: [] };
    await dialog.getByText('Chrome on Android was let in').waitFor();
    await dialog.getByRole('tab', { name: 'Devices 1' }).waitFor();
  });

  it('lists devices with when and where, asks back in place, and revokes', async () => {
    const devices = [grant({ id: 'mine', current: true, name: 'Firefox on Linux' }), grant({ id: 'phone' })];
    const { said, dialog, tab } = await open((answers) => (answers.access = { grants: devices, users: [] }));
    await tab('Devices');
    const phone = dialog.locator('.grant', { hasText: 'Safari on iPhone' });
    assert.match(await phone.innerText(), /viewer\s+Seen 3 minutes ago · first .*, \d\d:\d\d · 192\.0\.2\.20/);
    await dialog.locator('.grant', { hasText: 'Firefox on Linux' }).getByText('this device').waitFor();
    const revoke = phone.getByRole('button', { name: /revoke/i });
    await revoke.evaluate((button) => {
      for (const detail of [1, 2]) button.dispatchEvent(new MouseEvent('click', { detail, bubbles: true }));
    });
    await phone.getByRole('button', { name: 'Keep' }).click();
    assert.deepEqual(said.asked, []);
    await revoke.click();
    await phone.getByRole('button', { name: 'Yes, revoke' }).click();
    await until('it is revoked', () => said.asked[0]);
    assert.deepEqual(said.asked, [{ path: 'access/revoke', body: { id: 'phone' } }]);
    said.access = { grants: devices.slice(0, 1), users: [] };
    await phone.waitFor({ state: 'detached' });
    // Not out of the dialog, where the keyboard would be lost.
    await until('the focus is in the dialog', () => dialog.evaluate((each) => each.contains(document.activeElement)));
  });

  it('says in the server’s words what did not work, where it was asked for', async () => {
    const { said, dialog } = await open((answers) => (answers.sharing = NOT_SHARED));
    const error = 'This machine is in no network, so no other device can reach it.';
    said.instead.set('sharing/lan', () => ({ status: 503, body: { error } }));
    await dialog.getByRole('button', { name: 'Share on LAN' }).click();
    await dialog.getByRole('alert').filter({ hasText: error }).waitFor();
    said.instead.delete('sharing/lan');
    await dialog.getByRole('button', { name: 'Share on LAN' }).click();
    await dialog.getByText('Shared in your network').waitFor();
    assert.equal(await dialog.getByRole('alert').count(), 0);
  });

  it('waits for a slow answer where it was asked for, and nowhere else', async () => {
    const { said, dialog, tab } = await open();
    const slow = Promise.withResolvers<{ status: number; body: unknown }>();
    said.instead.set('sharing/lan', () => slow.promise);
    await dialog.getByRole('button', { name: 'Share on LAN' }).click();
    await dialog.getByRole('button', { name: 'Sharing…' }).waitFor();
    await tab('Devices');
    await dialog.getByText('None yet').waitFor();
    await tab('Network');
    said.sharing = SHARED;
    slow.resolve({ status: 200, body: SHARED });
    await dialog.getByText('Shared in your network').waitFor();
  });

  it('shows what ngrok says, and tries again', async () => {
    const message = 'ngrok is not logged in: run "ngrok config add-authtoken TOKEN".';
    const { said, dialog } = await open((answers) => {
      answers.sharing = { ...NOT_SHARED, tunnel: { url: null, state: 'failed', message } };
    });
    await dialog.getByRole('alert').filter({ hasText: message }).waitFor();
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await until('it is asked for', () => said.asked.some(({ path }) => path === 'sharing/tunnel'));
  });

  it('adds a user, and says before it asks what is wrong with the password', async () => {
    const { said, dialog, tab } = await open();
    await tab('People');
    await dialog.getByText('Add a user').click();
    await dialog.getByLabel('Name').fill('ada');
    await dialog.getByLabel('Password, 10 characters or more').fill('short');
    await dialog.getByLabel('The same once more').fill('short');
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await dialog.getByText('The password has 5 characters. Take 10 or more.').waitFor();
    await dialog.getByLabel('Password, 10 characters or more').fill('correct horse battery');
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await dialog.getByText('The two passwords are not the same').waitFor();
    assert.deepEqual(said.asked, []);
    await dialog.getByLabel('The same once more').fill('correct horse battery');
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await until('it is asked for', () => said.asked[0]);
    const body = { name: 'ada', role: 'viewer', password: 'correct horse battery' };
    assert.deepEqual(said.asked, [{ path: 'access/users', body }]);
    await until('the passwords are gone', async () => (await dialog.getByLabel(/^Password/).inputValue()) === '');
  });

  it('shows a new token once, and says how users and tokens are made to those who may not', async () => {
    const { said, dialog, tab } = await open();
    said.instead.set('access/tokens', () => ({ status: 200, body: { id: 'ci', token: 'tok-123' } }));
    await tab('People');
    await dialog.getByText('Make a token').click();
    await dialog.getByLabel('What is it for?').fill('ci');
    said.access = { grants: [grant({ id: 'ci', kind: 'token', name: 'ci' })], users: [] };
    await dialog.getByRole('button', { name: 'Make token' }).click();
    await dialog.getByText('tok-123').waitFor();
    await the().dashboard.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await the().dashboard.page.locator('.share-button').click();
    await dialog.locator('.grant', { hasText: 'ci' }).waitFor();
    assert.equal(await dialog.getByText('tok-123').count(), 0);
  });

  it('says how users and tokens are made to those who may not make them', async () => {
    new SharingAnswers(the().server, 'share');
    the().server.add(workingSession());
    await the().open();
    const { page } = the().dashboard;
    await openView(page, /^Share/);
    await page.getByRole('tab', { name: 'People' }).click();
    await page.getByText('livestream users add NAME').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Add user' }).count(), 0);
  });

  it('shows names with HTML in them as text', async () => {
    const { dialog, tab } = await open((answers) => {
      answers.access = {
        grants: [
          grant({ id: 'device', name: HTML, address: HTML }),
          grant({ id: 'link', kind: 'link', role: 'guest', session: HTML }),
          grant({ id: 'token', kind: 'token', name: HTML }),
        ],
        users: [{ name: HTML, role: 'viewer' }],
      };
      answers.sharing = { ...SHARED, advice: [HTML] };
    });
    await dialog.locator('.advice', { hasText: HTML }).waitFor();
    for (const name of ['Devices', 'Links', 'People']) {
      await tab(name);
      await dialog.locator('.grant', { hasText: HTML }).first().waitFor();
    }
    assert.equal(await dialog.locator('img, b:not([role])').count(), 0);
  });

  it('is all there by keyboard alone, and gives the focus back', async () => {
    const { page } = await openByKeyboard();
    const dialog = page.locator('dialog.share[open]');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page.locator(':focus')), 'Network');
    for (const name of ['Links', 'Devices', 'People', 'Network']) {
      await page.keyboard.press('ArrowRight');
      assert.match(await focused(page.locator(':focus')), new RegExp(`^${name}`));
      await dialog.locator(`[role=tab][aria-selected=true]`, { hasText: name }).waitFor();
    }
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    for (let tabs = 0; (await focused(page.locator(':focus'))) !== 'Revoke Safari on iPhone'; tabs++) {
      assert.ok(tabs < 5, 'Revoke is reached with the Tab key');
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    assert.equal(await focused(page.locator(':focus')), 'Yes, revoke Safari on iPhone');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(await focused(page.locator(':focus')), 'Share');
  });

  it('has room on a phone', async () => {
    const { dialog, tab } = await open(
      (answers) => {
        answers.sharing = SHARED;
        answers.access = {
          grants: [grant({ id: 'a', name: `A device of ${'many'.repeat(30)} letters` })],
          users: [{ name: 'x'.repeat(100), role: 'owner' }],
        };
      },
      { size: PHONE },
    );
    await dialog.locator('.qr-code').first().waitFor();
    for (const name of ['Network', 'Links', 'Devices', 'People']) {
      await tab(name);
      assert.equal(await overflow(the().dashboard.page), 0, name);
      const wide = await dialog.locator('.share-panel').evaluate((panel) => panel.scrollWidth - panel.clientWidth);
      assert.equal(wide, 0, name);
      const small = dialog.locator('button:visible, summary:visible');
      for (const button of await small.all())
        assert.ok((await button.boundingBox())!.height >= 43.5, `${name}: ${await button.innerText()}`);
    }
  });

  async function openByKeyboard() {
    const said = new SharingAnswers(the().server);
    said.access = { grants: [grant({ id: 'phone' })], users: [] };
    the().server.add(workingSession());
    await the().open();
    const { page } = the().dashboard;
    await page.locator('.share-button').focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog.share[open]').waitFor();
    await page.getByRole('tab', { name: 'Devices 1' }).waitFor();
    return { page };
  }
});

interface Opened {
  readonly said: SharingAnswers;
  readonly dialog: Locator;
  /** Goes to a part of the dialog. */
  readonly tab: (name: string) => Promise<void>;
}

async function focused(element: Locator): Promise<string> {
  return ((await element.textContent()) ?? '').replace(/\s+/g, ' ').trim();
}
