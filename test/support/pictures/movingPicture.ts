/** The moving picture at the top of the README: a demo session at work, and the phone beside the bed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { RECORDED_ROOT } from '../browser/recordedSession.ts';
import { writeDemoNight } from '../demoNight.ts';
import { startServer } from '../runServer.ts';
import { untilIndexed } from '../sessions.ts';
import { encodeGif } from './gif.ts';
import type { Frame } from './gif.ts';
import { decode } from './picture.ts';
import type { Picture } from './picture.ts';

const SIZE = { width: 960, height: 600 };
/** The phone as high as the picture, and as wide as one is then. */
const PHONE = { width: 360, height: 600 };
/** Of the night so far, and how much faster it then goes on. */
const HOURS = 2.1;
const SPEED = 700;
const FRAME_MS = 170;

/** Makes it in `folder`, a new one, and writes it to `file`; its size in bytes. */
export async function makeMovingPicture(browser: Browser, folder: string, file: string): Promise<number> {
  const root = join(folder, 'weather-api');
  mkdirSync(root);
  const ended = new AbortController();
  const played = writeDemoNight(root, HOURS, Date.now(), { speed: SPEED, until: ended.signal });
  const server = await startServer({ roots: [root, RECORDED_ROOT] });
  try {
    await untilIndexed(server);
    const frames = [...(await desk(browser, server.url)), ...(await bedside(browser, server.url))];
    const gif = encodeGif(frames);
    writeFileSync(file, gif);
    return gif.length;
  } finally {
    ended.abort();
    await played;
    await server.stop();
  }
}

async function openPage(browser: Browser, url: string, viewport: typeof SIZE): Promise<Page> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce', serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem('livestream.welcomed', 'yes'));
  await page.goto(url);
  return page;
}

/** Now; the session at work; what it used, over time. */
async function desk(browser: Browser, url: string): Promise<readonly Frame[]> {
  const page = await openPage(browser, url, SIZE);
  const frames: Frame[] = [];
  const take = async (count: number, ms = FRAME_MS): Promise<void> => {
    for (let n = 0; n < count; n++) {
      const next = page.waitForTimeout(FRAME_MS);
      frames.push({ picture: decode(await page.screenshot()), ms });
      await next;
    }
  };
  await page.locator('.card').first().waitFor();
  await take(1, 1_200);
  await take(4, 250);
  await page.locator('.card-open').first().click();
  const chart = page.locator('.panel-context-chart canvas');
  await chart.waitFor();
  await take(16);
  await chart.evaluate((canvas) => canvas.scrollIntoView({ block: 'start' }));
  await page.evaluate(() => window.scrollBy(0, -130));
  await take(12);
  await page.context().close();
  return frames;
}

async function bedside(browser: Browser, url: string): Promise<readonly Frame[]> {
  const page = await openPage(browser, `${url}#view=night`, PHONE);
  await page.locator('.night-session').first().waitFor();
  const picture = inTheMiddle(decode(await page.screenshot()));
  await page.context().close();
  return [{ picture, ms: 2_200 }];
}

/** On black, which the bedside view is too; a thin line is the phone's edge. */
function inTheMiddle(phone: Picture): Picture {
  const data = Buffer.alloc(SIZE.width * SIZE.height * 4);
  const left = (SIZE.width - phone.width) / 2;
  for (let y = 0; y < SIZE.height; y++) {
    for (let x = 0; x < SIZE.width; x++) {
      const edge = x === left - 1 || x === left + phone.width ? 70 : 0;
      data.fill(edge, (y * SIZE.width + x) * 4, (y * SIZE.width + x) * 4 + 3);
      data[(y * SIZE.width + x) * 4 + 3] = 255;
    }
    phone.data.copy(data, (y * SIZE.width + left) * 4, y * phone.width * 4, (y + 1) * phone.width * 4);
  }
  return { ...SIZE, data };
}
