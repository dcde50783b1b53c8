import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { giveContext, takeContext } from './freshContext.ts';

export const DESKTOP = { width: 1440, height: 900 } as const;
export const PHONE = { width: 390, height: 844 } as const;

export interface DashboardSetup {
  readonly size?: { readonly width: number; readonly height: number };
  readonly theme?: 'dark' | 'light' | 'system';
  readonly context?: BrowserContextOptions;
  /** Opens the page's start, where the URL names no place of its own; else the session that runs. */
  readonly atStart?: boolean;
  /** Runs in the page before its own scripts. */
  readonly before?: (page: Page) => Promise<unknown>;
}

export interface OpenDashboard {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught exceptions and violations of the Content-Security-Policy. */
  readonly problems: readonly string[];
  /** The text of the page as a person reads it, spaces made one. */
  readonly text: () => Promise<string>;
  /** Waits until the page says this. */
  readonly says: (text: string | RegExp) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** One in which pages are used: without a window, where there is such a one, since it needs less of the processor. */
export function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  const shell = process.env['CHROMIUM_SHELL_PATH'];
  return shell === undefined ? launchWholeBrowser(args) : chromium.launch({ executablePath: shell, args: [...args] });
}

/** One as people have it, for pictures: the other makes emoji smaller in its own way. */
export function launchWholeBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: [...args] });
}

/** Opens the dashboard in a browser of its own cookies and storage. */
export async function openDashboard(browser: Browser, url: string, setup: DashboardSetup = {}): Promise<OpenDashboard> {
  const size = setup.size ?? DESKTOP;
  const phone = size.width < 500 ? { hasTouch: true, isMobile: true } : {};
  const options = { viewport: size, locale: 'en-GB', reducedMotion: 'reduce', ...phone, ...setup.context } as const;
  const context = await takeContext(browser, options);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  const theme = setup.theme ?? 'dark';
  await page.addInitScript((chosen) => {
    if (localStorage.getItem('livestream.theme') === null) localStorage.setItem('livestream.theme', chosen);
  }, theme);
  await setup.before?.(page);
  await page.goto(url.includes('#') || setup.atStart ? url : `${url}#view=session`);
  const text = async () => (await page.locator('body').innerText()).replace(/\s+/g, ' ');
  return {
    page,
    problems,
    text,
    says: async (wanted) => {
      const shown = (found: string) => (typeof wanted === 'string' ? found.includes(wanted) : wanted.test(found));
      const until = Date.now() + 10_000;
      let found = await text();
      while (!shown(found)) {
        if (Date.now() > until) throw new Error(`The page does not say ${String(wanted)}. It says: ${found}`);
        await page.waitForTimeout(50);
        found = await text();
      }
    },
    close: async () => {
      await page.close();
      await giveContext(browser, options, context, new URL(url).origin);
    },
  };
}

/** Pairs of panels of which one covers a part of the other. */
export function overlaps(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const panels = [...document.querySelectorAll('.status, .panel')];
    const boxes = panels.map((panel) => ({ name: panel.className, box: panel.getBoundingClientRect() }));
    return boxes.flatMap((a, index) =>
      boxes
        .slice(index + 1)
        .filter(({ box: b }) => {
          const across = Math.min(a.box.right, b.right) - Math.max(a.box.left, b.left);
          const down = Math.min(a.box.bottom, b.bottom) - Math.max(a.box.top, b.top);
          return across > 1 && down > 1;
        })
        .map((b) => `${a.name} / ${b.name}`),
    );
  });
}

/** How far the page is wider than the window, pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
