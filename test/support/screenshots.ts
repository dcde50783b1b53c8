/** The pictures of the README: a demo session that has run for hours, and a recorded one of a coding agent. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, devices } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { agentTruth, recordedHome } from './agentRecordings.ts';
import { workingSession } from './browser/agentSession.ts';
import { FrameServer } from './browser/frameServer.ts';
import { SHARED, SharingAnswers } from './browser/sharingAnswers.ts';
import { writeDemoNight } from './demoNight.ts';
import { startServer } from './runServer.ts';
import { untilIndexed } from './sessions.ts';
import { packageExtension } from './vscode/packageExtension.ts';
import { serveVscode } from './vscode/serveVscode.ts';
import { Workbench } from './vscode/workbench.ts';

const DESKTOP = { width: 1440, height: 900 };
const PICTURES = [
  { name: 'browser-desktop', options: { viewport: DESKTOP } },
  { name: 'browser-phone', options: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } } },
];
const folder = resolve(import.meta.dirname, '../../docs/screenshots');
const parent = mkdtempSync(join(tmpdir(), 'livestream-night-'));
const root = join(parent, 'weather-app');
mkdirSync(folder, { recursive: true });
mkdirSync(root);
await writeDemoNight(root, 3.6);
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium' });
try {
  await inBrowsers(browser);
  await ofAgent(browser);
  await ofSharing(browser);
  await inVscode(browser);
} finally {
  await browser.close();
  rmSync(parent, { recursive: true, force: true });
}

async function inBrowsers(browser: Browser): Promise<void> {
  const server = await startServer({ roots: [root] });
  try {
    for (const { name, options } of PICTURES) {
      const page = await (await browser.newContext(options)).newPage();
      await page.goto(server.url);
      await page.getByText('Nothing needed from you', { exact: true }).waitFor();
      await page.locator('.uplot canvas').first().waitFor();
      await page.screenshot({ path: join(folder, `${name}.png`) });
    }
  } finally {
    await server.stop();
  }
}

/** A session of Claude Code that had sub-agents work for it. */
async function ofAgent(browser: Browser): Promise<void> {
  const recording = 'subagents';
  const server = await startServer({ args: ['--claude-dir', recordedHome('claude', recording)] });
  try {
    await untilIndexed(server);
    const page = await (await browser.newContext({ viewport: DESKTOP })).newPage();
    await page.goto(`${server.url}#session=${agentTruth('claude', recording).session_ids![0]}`);
    await page.getByText('Finished, nothing needed from you', { exact: true }).waitFor();
    await page.locator('.uplot canvas').first().waitFor();
    await page.screenshot({ path: join(folder, 'claude-session.png') });
  } finally {
    await server.stop();
  }
}

/** What the Share dialog shows while others can reach the server. None is shared for it: the answers are made up. */
async function ofSharing(browser: Browser): Promise<void> {
  const server = new FrameServer(resolve(import.meta.dirname, '../../dist/webview'));
  server.add(workingSession());
  server.sharing = { lan: true, tunnel: false };
  new SharingAnswers(server).sharing = { ...SHARED, tunnel: null };
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    await page.goto(await server.listen());
    await page.locator('.uplot canvas').first().waitFor();
    await page.locator('.share-button').click();
    await page.locator('.qr-code').waitFor();
    await page.screenshot({ path: join(folder, 'share-dialog.png') });
  } finally {
    server.stop();
  }
}

async function inVscode(browser: Browser): Promise<void> {
  const vscode = await serveVscode({ extensions: [(await packageExtension()).vsix] });
  try {
    const page = await (await browser.newContext({ viewport: DESKTOP })).newPage();
    const workbench = new Workbench(page);
    await workbench.open(vscode.origin, root);
    await workbench.activityIcon('Livestream').click();
    await workbench.treeRow('builder').click();
    await workbench.webview().getByText('Nothing needed from you', { exact: true }).waitFor();
    await workbench.webview().locator('.uplot canvas').first().waitFor();
    await page.mouse.move(720, 890);
    await page.screenshot({ path: join(folder, 'vscode-panel.png') });
  } finally {
    await vscode.stop();
  }
}
