/** The pictures of the README and of docs/gallery.md, from the night of test/support/pictures, and the moving one. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser/openDashboard.ts';
import { writeDemoNight } from './demoNight.ts';
import { makeMovingPicture } from './pictures/movingPicture.ts';
import { SCREENS } from './pictures/screens.ts';
import { startServers } from './pictures/servers.ts';
import type { SizeName } from './pictures/sizes.ts';
import { Studio } from './pictures/studio.ts';
import type { Theme } from './pictures/themes.ts';
import { packageExtension } from './vscode/packageExtension.ts';
import { serveVscode } from './vscode/serveVscode.ts';
import { Workbench } from './vscode/workbench.ts';

type Shot = readonly [screen: string, theme: Theme];

/** Each is `docs/screenshots/<size>-<screen>.png`. */
const SHOTS: Readonly<Record<SizeName, readonly Shot[]>> = {
  desktop: [
    ['now', 'dark'],
    ['build', 'hc-dark'],
    ['agent', 'dark'],
    ['charts', 'light'],
    ['why', 'light'],
    ['replay', 'dark'],
    ['history', 'light'],
    ['report', 'dark'],
    ['compare', 'light'],
    ['trends', 'dark'],
    ['share', 'dark'],
  ],
  phone: [
    ['now', 'dark'],
    ['agent', 'light'],
    ['more', 'hc-light'],
    ['welcome', 'dark'],
    ['alerts', 'light'],
    ['night', 'dark'],
    ['lost', 'dark'],
  ],
  tablet: [['agent', 'light']],
  wide: [['build', 'dark']],
};
const DESKTOP = { width: 1440, height: 900 };
const folder = resolve(import.meta.dirname, '../../docs/screenshots');
const scratch = mkdtempSync(join(tmpdir(), 'livestream-screenshots-'));
mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
try {
  await ofScreens(browser);
  const bytes = await makeMovingPicture(browser, scratch, join(folder, 'livestream.gif'));
  console.log(`livestream.gif: ${(bytes / 2 ** 20).toFixed(2)} MB`);
  await inVscode(browser);
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}

async function ofScreens(browser: Browser): Promise<void> {
  const night = join(scratch, 'night');
  mkdirSync(night);
  const servers = await startServers(night);
  try {
    for (const [size, shots] of Object.entries(SHOTS) as [SizeName, readonly Shot[]][]) {
      // A phone's own pixels are finer; a picture of it is small in a page.
      const studio = await Studio.open(browser, servers, size, { sharpness: size === 'phone' ? 2 : 1 });
      for (const [name, theme] of shots) {
        const screen = SCREENS.find((each) => each.name === name)!;
        await studio.visit(screen, [theme], async () => {
          await studio.atRest();
          await studio.page.screenshot({ path: join(folder, `${size}-${name}.png`) });
        });
      }
      await studio.close();
    }
  } finally {
    await servers.stop();
  }
}

async function inVscode(browser: Browser): Promise<void> {
  const root = join(scratch, 'weather-app');
  mkdirSync(root);
  await writeDemoNight(root, 3.6);
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
