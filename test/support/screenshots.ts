/** The pictures of the README, from a demo session that has run for hours. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, devices } from 'playwright-core';
import { writeDemoNight } from './demoNight.ts';
import { startServer } from './runServer.ts';

const folder = resolve(import.meta.dirname, '../../docs/screenshots');
const root = mkdtempSync(join(tmpdir(), 'livestream-night-'));
mkdirSync(folder, { recursive: true });
await writeDemoNight(root, 3.6);
const server = await startServer({ roots: [root] });
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium' });
const PICTURES = [
  { name: 'browser-desktop', options: { viewport: { width: 1440, height: 900 } } },
  { name: 'browser-phone', options: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } } },
];
try {
  for (const { name, options } of PICTURES) {
    const page = await (await browser.newContext(options)).newPage();
    await page.goto(server.url);
    await page.getByText('Nothing needed from you', { exact: true }).waitFor();
    await page.locator('.uplot canvas').first().waitFor();
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }
} finally {
  await browser.close();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
}
