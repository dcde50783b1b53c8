import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { PHONE } from '../support/browser/openDashboard.ts';
import { makeTwoHosts, whyNoHosts } from '../support/networkNamespaces.ts';
import type { TwoHosts } from '../support/networkNamespaces.ts';
import { readQrCode } from '../support/readQrCode.ts';
import { copyRecorded, RECORDED_ID } from '../support/recordedFolder.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const OTHER_SESSION = 'other_20261123_040000';

/** A machine and a phone of the test's own, each with its browser. What the phone knows it has seen on the machine's screen. */
describe('a phone that scans the screen', function () {
  this.timeout(120_000);
  const scene = useScene(afterEach);
  let hosts: TwoHosts;
  let machineBrowser: Browser;
  let phoneBrowser: Browser;
  let server: RunningServer;
  let root: string;
  let dashboard: Page;

  before(async function () {
    const why = whyNoHosts();
    if (why !== undefined) {
      console.log(`      left out: ${why}`);
      return this.skip();
    }
    hosts = makeTwoHosts();
    machineBrowser = await chromium.launch({ executablePath: hosts.machine.executable(CHROMIUM) });
    phoneBrowser = await chromium.launch({ executablePath: hosts.phone.executable(CHROMIUM) });
  });
  after(async () => {
    await phoneBrowser?.close();
    await machineBrowser?.close();
    hosts?.remove();
  });
  beforeEach(async () => {
    root = copyRecorded(scene.folder());
    server = await scene.server({ roots: [root], through: hosts.machine.through, port: 8080 });
    dashboard = await openDashboard();
  });

  it('is let in by the code, sees the session live, and loses it at the moment it is revoked', async () => {
    await share();
    const phone = await openPhone();
    await phone.goto(await scan());
    await phone.locator('.card-open').first().click();
    await phone.getByText('Finished, nothing needed from you', { exact: true }).waitFor();
    log('written while the phone looks');
    await phone.locator('.log-row', { hasText: 'written while the phone looks' }).waitFor();
    await phone.locator('.who-device', { hasText: 'Chrome on Android' }).waitFor();
    await dashboard.getByText('Chrome on Android was let in').waitFor();
    await dashboard.getByRole('tab', { name: 'Devices 1' }).click();
    await dashboard.getByRole('button', { name: 'Revoke Chrome on Android' }).click();
    await dashboard.getByRole('button', { name: 'Yes, revoke Chrome on Android' }).click();
    await phone.getByText('You were signed out').first().waitFor();
    await phone.reload();
    await phone.getByRole('heading', { name: 'Not let in yet' }).waitFor();
  });

  it('is not let in by a code that another one has used', async () => {
    await share();
    const url = await scan();
    await (await openPhone()).goto(url);
    await dashboard.getByText('was let in').waitFor();
    const second = await openPhone();
    await second.goto(url);
    await second.getByText('This code was used already').waitFor();
    await dashboard.getByRole('button', { name: 'New code' }).click();
    await second.goto(await scan());
    await second.locator('.connection-connected').waitFor();
  });

  it('is shown one session by a share link, and nothing of the others', async () => {
    log('of another session', OTHER_SESSION);
    await share();
    await dashboard.getByRole('tab', { name: 'Links' }).click();
    await dashboard.getByRole('radio', { name: '1 hour' }).check();
    await dashboard.getByRole('button', { name: 'Create link' }).click();
    await dashboard.getByText('Copy it now').waitFor();
    const phone = await openPhone();
    await phone.goto(await scan());
    await phone.getByText('Finished, nothing needed from you', { exact: true }).waitFor();
    await phone.getByText('View only').waitFor();
    assert.equal(await phone.locator('.picker, .share-button').count(), 0);
    await phone.goto(`${lanUrl()}#session=${OTHER_SESSION}`);
    await phone.reload();
    await phone.locator('.connection-connected').waitFor();
    await phone.getByText('This server knows no such session').waitFor();
    assert.equal(await phone.getByText('of another session').count(), 0);
    await dashboard.locator('.grant', { hasText: 'Ends in 59 minutes · last opened just now' }).waitFor();
    await dashboard.getByRole('button', { name: /^Revoke weather-app/ }).click();
    await dashboard.getByRole('button', { name: /^Yes, revoke weather-app/ }).click();
    await phone.getByText('You were signed out').first().waitFor();
  });

  it('is disconnected when sharing is stopped, and is back without a code when it begins again', async () => {
    await share();
    const phone = await openPhone();
    await phone.goto(await scan());
    await phone.locator('.connection-connected').waitFor();
    await dashboard.getByRole('button', { name: 'Stop sharing' }).click();
    await phone.locator('.connection-bar', { hasText: 'Connection lost' }).waitFor();
    await dashboard.locator('.share-button', { hasText: /^\s*Share\s*$/ }).waitFor();
    await share();
    await phone.locator('.connection-connected').waitFor();
  });

  async function openDashboard(): Promise<Page> {
    const context = await machineBrowser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
    });
    scene.atEnd(() => context.close());
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${server.port}/#session=${RECORDED_ID}`);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    return page;
  }

  async function share(): Promise<void> {
    await dashboard.getByRole('button', { name: 'Share on LAN' }).click();
    await dashboard.locator('.share-button', { hasText: 'Shared: LAN' }).waitFor();
  }

  /** The address in the code that is on the screen. */
  async function scan(): Promise<string> {
    await dashboard.locator('.qr-code').scrollIntoViewIfNeeded();
    const url = await readQrCode(await dashboard.screenshot());
    assert.ok(url.startsWith(lanUrl()), url);
    return url;
  }

  async function openPhone(): Promise<Page> {
    const userAgent =
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';
    const options = { viewport: PHONE, isMobile: true, hasTouch: true, reducedMotion: 'reduce', userAgent } as const;
    const context = await phoneBrowser.newContext(options);
    scene.atEnd(() => context.close());
    return context.newPage();
  }

  function lanUrl(): string {
    return `http://${hosts.machine.address}:${server.port}/`;
  }

  /** What the session's own program writes. */
  function log(line: string, session = RECORDED_ID): void {
    const time = new Date().toISOString().replace('Z', '000');
    const event = {
      type: 'log_line',
      session_id: session,
      timestamp: time,
      sequence: 9_000,
      data: { line, level: 'info' },
    };
    const folder = join(root, 'logs/events', session);
    mkdirSync(folder, { recursive: true });
    appendFileSync(join(folder, 'events.jsonl'), `${JSON.stringify(event)}\n`);
  }
});
