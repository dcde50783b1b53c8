import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { complaints } from '../support/browser/accessibility.ts';
import { openScreens } from '../support/pictures/openScreens.ts';
import { SCREENS } from '../support/pictures/screens.ts';
import type { startServers } from '../support/pictures/servers.ts';
import { Studio } from '../support/pictures/studio.ts';
import { THEMES } from '../support/pictures/themes.ts';
import { useScene } from '../support/scene.ts';

describe('every screen, for everybody', function () {
  this.timeout(600_000);
  const scene = useScene(after);
  let browser: Browser;
  let servers: Awaited<ReturnType<typeof startServers>>;

  before(async () => {
    ({ browser, servers } = await openScreens(scene));
  });

  for (const size of ['phone', 'desktop'] as const) {
    it(`has nothing for axe to complain about in any theme on a ${size}`, async () => {
      const studio = await Studio.open(browser, servers, size, { bypassCSP: true });
      const found: string[] = [];
      for (const screen of SCREENS.filter((each) => studio.has(each))) {
        await studio.visit(screen, THEMES, async (theme) => {
          await studio.atRest();
          for (const complaint of await complaints(studio.page)) found.push(`${screen.name}, ${theme}: ${complaint}`);
        });
      }
      await studio.close();
      assert.deepEqual(found, []);
    });
  }
});
