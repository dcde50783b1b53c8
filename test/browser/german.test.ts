import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { complaints } from '../support/browser/accessibility.ts';
import { DESKTOP, openDashboard, overflow, PHONE } from '../support/browser/openDashboard.ts';
import { AGENT } from '../support/pictures/night.ts';
import { openScreens } from '../support/pictures/openScreens.ts';
import { SCREENS } from '../support/pictures/screens.ts';
import type { startServers } from '../support/pictures/servers.ts';
import { Studio } from '../support/pictures/studio.ts';
import { useScene } from '../support/scene.ts';

const CATALOGUE = join(import.meta.dirname, '../../l10n/bundle.l10n.de.json');
const german = JSON.parse(readFileSync(CATALOGUE, 'utf8')) as Record<string, string>;

/** Each text between marks: what stands outside of any did not come from the catalogue. */
const marked = Object.fromEntries(Object.keys(german).map((key) => [key, `⟦${key.replace(/\/[^/ ]+$/, '')}⟧`]));

/** Names, which are the same in every language. */
const NAMES = [
  'Context Foundry',
  'Livestream',
  'Claude Code',
  'Codex',
  'Esc',
  'VS Code',
  'JSON',
  'Markdown',
  'CSV',
  'HTML',
];
/** "23. Nov., 02:58:00", "15. November 2026" */
const DATE = /\d+\. \p{L}+\.?(?: \d{4})?(?:,? (?:um )?\d\d:\d\d(?::\d\d)?)?/gu;

/** What stands between two texts in one place. */
const APART = /␟|\n|⏎| · |: |⟧/;

describe('the dashboard in German', function () {
  this.timeout(180_000);
  const scene = useScene(after);
  let browser: Browser;
  let servers: Awaited<ReturnType<typeof startServers>>;

  before(async () => {
    ({ browser, servers } = await openScreens(scene));
  });

  it('has every word of its own from the catalogue, on every screen', async () => {
    const studio = await Studio.open(browser, servers, 'desktop', { locale: 'de-DE' });
    await studio.page.route('**/german.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: `export default ${JSON.stringify(marked)};` }),
    );
    const heard: string[] = [];
    studio.page.on('response', (response) => {
      if (response.url().includes('/api/')) void response.text().then((text) => heard.push(text));
    });
    studio.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
    const left = new Map<string, string>();
    for (const screen of SCREENS.filter((each) => studio.has(each))) {
      await studio.visit(screen, ['dark'], async () => {
        await studio.atRest();
        for (const text of await textsOf(studio.page))
          for (const piece of outsideOfMarks(text).split(APART)) left.set(piece.trim(), screen.name);
      });
    }
    await studio.close();
    const told = heard
      .join('\n')
      .replaceAll(/\\n|\\"/g, ' ')
      .replaceAll(/\s+/g, ' ');
    const own = [...left].filter(([piece]) => /\p{L}{2,}/u.test(wordsOf(piece)) && !told.includes(wordsOf(piece)));
    assert.deepEqual(own, []);
  });

  it('is German to a browser that prefers it, and English to all others', async () => {
    for (const [locale, lang, word] of [
      ['de-AT', 'de-AT', 'Jetzt'],
      ['en-US', 'en-US', 'Now'],
      ['fr-FR', 'en-GB', 'Now'],
    ] as const) {
      const dashboard = await openDashboard(browser, servers.urls.night, { atStart: true, context: { locale } });
      await dashboard.page.locator('.card').first().waitFor();
      assert.equal(await dashboard.page.locator('html').getAttribute('lang'), lang);
      await dashboard.says(word);
      assert.deepEqual(dashboard.problems, []);
      await dashboard.close();
    }
  });

  it('is English, and works, where the German cannot be had', async () => {
    const dashboard = await openDashboard(browser, servers.urls.night, {
      ...{ atStart: true, context: { locale: 'de-DE', serviceWorkers: 'block' } },
      before: (page) => page.route('**/german.js', (route) => route.abort()),
    });
    await dashboard.page.locator('.card').first().waitFor();
    await dashboard.says('Now');
    assert.equal(await dashboard.page.locator('html').getAttribute('lang'), 'en-GB');
    await dashboard.close();
  });

  it('writes numbers, money and times as they are written in German', async () => {
    const { page, close } = await openDashboard(browser, `${servers.urls.night}#session=${AGENT}`, {
      context: { locale: 'de-DE' },
    });
    await page.locator('.metric-cost').waitFor();
    assert.match(await page.locator('.metric-cost .metric-value').innerText(), /^\d+,\d\d\s\$/);
    assert.match(await page.locator('.metric-tokens .metric-value').innerText(), /^\d+,\d [kM]$/);
    await close();
  });

  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    it(`fits on a ${name}, and has nothing for axe to complain about`, async () => {
      const context = { locale: 'de-DE', bypassCSP: true };
      for (const place of ['#view=now', `#session=${AGENT}`, '#history', '#view=trends', '#view=diagnostics']) {
        const url = `${servers.urls.night}${place}`;
        const { page, close } = await openDashboard(browser, url, { size, context });
        await page.locator('main h2, main h3, .card').first().waitFor();
        assert.equal(await overflow(page), 0, place);
        assert.deepEqual(await complaints(page), [], place);
        await close();
      }
    });
  }
});

/** "Sonntag", "So": the browser knows them. */
const DAYS = (['long', 'short'] as const).flatMap((weekday) =>
  [4, 5, 6, 7, 8, 9, 10].map((day) => new Date(2026, 0, day).toLocaleDateString('de-DE', { weekday })),
);

/** Without what stands around a text, and without what is the same everywhere. */
function wordsOf(piece: string): string {
  if (DAYS.includes(piece)) return '';
  const names = NAMES.reduce((text, name) => text.replaceAll(name, ''), piece);
  return names
    .replaceAll(DATE, '')
    .replaceAll(/\d ms\b|^\d+ |…$/g, '')
    .trim();
}

/** All that the page shows, a block at a time, and all that it has read aloud. */
function textsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const spoken = ['title', 'aria-label', 'placeholder', 'aria-description', 'aria-valuetext'];
    const blocks = new Map<Element, string>();
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Text) {
        if (node.parentElement!.closest('style, script, noscript') !== null) continue;
        let block = node.parentElement!;
        while (getComputedStyle(block).display.startsWith('inline') && block.parentElement !== null)
          block = block.parentElement;
        blocks.set(block, `${blocks.get(block) ?? ''}␟${node.data}`);
      } else for (const name of spoken) texts.push((node as Element).getAttribute(name) ?? '');
    }
    return [...texts, ...blocks.values()]
      .map((text) => text.replace(/[^\S\n]+/g, ' ').trim())
      .filter((text) => text !== '');
  });
}

/** Marks stand within marks where one text is put into another. */
function outsideOfMarks(text: string): string {
  const inner = text.replaceAll(/⟦[^⟦⟧]*⟧/g, '␟');
  return inner === text ? text : outsideOfMarks(inner);
}
