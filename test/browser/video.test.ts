import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { complaints } from '../support/browser/accessibility.ts';
import { LiveSession } from '../support/browser/liveSession.ts';
import { launchBrowser, openDashboard } from '../support/browser/openDashboard.ts';
import type { OpenDashboard } from '../support/browser/openDashboard.ts';
import { producer } from '../support/foundry.ts';
import { post } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { until } from '../support/until.ts';

interface Played {
  readonly width: number;
  readonly height: number;
  /** Seconds. */
  readonly duration: number;
  /** Whether a picture in its middle has more than one colour. */
  readonly drawn: boolean;
}

describe('a session on its way elsewhere', function () {
  this.timeout(60_000);
  const scene = useScene(after);
  let browser: Browser;
  let server: RunningServer;
  let session: LiveSession;
  let dashboard: OpenDashboard;
  let page: Page;

  before(async () => {
    session = new LiveSession('night_20261123_040000');
    scene.atEnd(() => session.remove());
    server = await scene.server({ roots: [session.root] });
    browser = await launchBrowser();
    dashboard = await openDashboard(browser, server.url);
    page = dashboard.page;
    // Before its server ends, which a page would complain of.
    scene.atEnd(async () => {
      await browser.close();
      assert.deepEqual(dashboard.problems, []);
    });
    await dashboard.says('Nothing needed from you');
  });
  async function choose(subject: string): Promise<void> {
    await page.locator('.export-button').click();
    assert.deepEqual(await complaints(page), []);
    await page.locator('[data-format=video]').click();
    await page.getByLabel(subject, { exact: true }).check();
    assert.deepEqual(await complaints(page), []);
  }

  it('is recorded as a video of what happens now, until somebody stops it, and the video plays', async () => {
    await choose('What happens now');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.locator('.video-corner canvas').waitFor();
    session.log('a line while it is recorded');
    await until('two seconds', async () => Number(/(\d+) s/.exec(await page.locator('.video-progress').innerText())![1]) >= 2); // prettier-ignore
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Stop and save' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), `session_${session.id}.webm`);
    await dashboard.says('The video is saved as');
    const { width, height, duration, drawn } = await play(await readFile(await download.path()));
    assert.deepEqual([width, height, drawn], [1280, 720, true]);
    assert.ok(duration > 1 && duration < 30, String(duration));
    await page.locator('.video-corner').getByRole('button', { name: 'Close' }).click();
  });

  it('is recorded as a replay, which can be called off without leaving anything', async () => {
    await choose('The whole session');
    await page.getByLabel('15 s', { exact: true }).check();
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await until('it goes on', async () => /Recording [1-9]\d* s of 16 s · /.test(await page.locator('.video-progress').innerText())); // prettier-ignore
    await page.locator('.video-corner').getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.video-corner').waitFor({ state: 'detached' });
  });

  it('has no panel for custom numbers until one is told, and then draws them as they come', async () => {
    assert.equal(await page.locator('.panel-measured').count(), 0);
    const make = producer(session.id);
    const tell = (type: string, data: Record<string, unknown>) =>
      post(server, `/api/broadcast/${session.id}`, make(type, data));
    await tell('custom_event', { metric: 'code_quality', value: 61 });
    const label = () => page.locator('.panel-measured livestream-chart').first().getAttribute('aria-label');
    await until('the first number', async () => (await label()) === 'code_quality: last 61');
    await tell('custom_event', { metric: 'code_quality', value: 95 });
    await until('the second one', async () => (await label()) === 'code_quality: last 95, from 61 to 95');
    for (const branches of [-3, 8]) await tell('coverage', { lines: 70, branches, files: 3 });
    const names = page.locator('.measured-name');
    await until('all names', async () => (await names.count()) === 4);
    assert.equal(await page.locator('.measured-chart').count(), 3);
    await names.filter({ hasText: 'coverage.files' }).click();
    await names.filter({ hasText: 'code_quality' }).click();
    await until('the chosen ones', async () => (await page.locator('.measured-chart h3').allInnerTexts()).join() === 'coverage.lines,coverage.branches,coverage.files'); // prettier-ignore
  });

  /** Plays a video as any page would. Browsers write no length into what they record, so it is sought for. */
  async function play(video: Buffer): Promise<Played> {
    const player = await browser.newPage();
    try {
      return await player.evaluate(async (base64) => {
        const element = document.createElement('video');
        element.muted = true;
        const happens = (name: string): Promise<unknown> =>
          new Promise((resolve, reject) => {
            element.addEventListener(name, resolve, { once: true });
            element.addEventListener('error', () => reject(new Error(element.error?.message)), { once: true });
          });
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        element.src = URL.createObjectURL(new Blob([bytes], { type: 'video/webm' }));
        await happens('loadedmetadata');
        const atEnd = happens('seeked');
        element.currentTime = 1e9;
        await atEnd;
        const duration = element.currentTime;
        const atMiddle = happens('seeked');
        element.currentTime = duration / 2;
        await atMiddle;
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [element.videoWidth, element.videoHeight];
        const context = canvas.getContext('2d')!;
        context.drawImage(element, 0, 0);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        const colours = new Set<number>();
        for (let at = 0; at < data.length; at += 4 * 97) colours.add(data[at]! >> 4);
        return { width: canvas.width, height: canvas.height, duration, drawn: colours.size > 3 };
      }, video.toString('base64'));
    } finally {
      await player.close();
    }
  }
});
