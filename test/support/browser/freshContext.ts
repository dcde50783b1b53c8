import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';

/** A browser of its own cookies and storage, in a window that stays open. */
interface Kept {
  readonly context: BrowserContext;
  isClosed: boolean;
}

/** Those that nobody uses, by what they were made with. A new window costs as much time as all that a page does in it. */
const free = new WeakMap<Browser, Map<string, Kept[]>>();
const known = new WeakMap<BrowserContext, Kept>();

export async function takeContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const alike = freeLike(browser, options);
  for (let kept = alike.pop(); kept !== undefined; kept = alike.pop()) if (!kept.isClosed) return kept.context;
  const context = await browser.newContext(options);
  const made: Kept = { context, isClosed: false };
  context.once('close', () => (made.isClosed = true));
  known.set(context, made);
  // The window closes with its last page.
  await context.newPage();
  return context;
}

/** Takes it back, with nothing left of what a person did in it at this origin. */
export async function giveContext(
  browser: Browser,
  options: BrowserContextOptions,
  context: BrowserContext,
  origin: string,
): Promise<void> {
  const kept = known.get(context)!;
  if (kept.isClosed) return;
  const [window, ...others] = context.pages();
  await Promise.all(others.map((page) => page.close()));
  await context.clearCookies();
  await context.clearPermissions();
  const devtools = await context.newCDPSession(window!);
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await devtools.detach();
  freeLike(browser, options).push(kept);
}

function freeLike(browser: Browser, options: BrowserContextOptions): Kept[] {
  const all = free.get(browser) ?? new Map<string, Kept[]>();
  free.set(browser, all);
  const key = JSON.stringify(options);
  const alike = all.get(key) ?? [];
  all.set(key, alike);
  return alike;
}
