import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { launchWholeBrowser } from '../support/browser/openDashboard.ts';
import { clearDifferences, keptFonts, writeDifference, wrongWith } from '../support/pictures/album.ts';
import { fontWidths } from '../support/pictures/fonts.ts';
import { SCREENS } from '../support/pictures/screens.ts';
import { startServers } from '../support/pictures/servers.ts';
import { SIZES } from '../support/pictures/sizes.ts';
import type { SizeName } from '../support/pictures/sizes.ts';
import { Studio } from '../support/pictures/studio.ts';
import { THEMES } from '../support/pictures/themes.ts';
import { useScene } from '../support/scene.ts';

/** How long a screen may take to look as it is kept, ms: what it waits for may come late. */
const PATIENCE_MS = 6_000;

describe('every screen, beside its kept picture', function () {
  this.timeout(180_000);
  const scene = useScene(after);
  let browser: Browser;
  let servers: Awaited<ReturnType<typeof startServers>>;

  before(async function () {
    browser = await launchWholeBrowser();
    scene.atEnd(() => browser.close());
    const fonts = await fontWidths(browser);
    if (!isDeepStrictEqual(fonts, keptFonts())) {
      console.log(
        `      Left out: this machine has other fonts than the one the pictures were made on (${JSON.stringify(fonts)}).`,
      );
      this.skip();
    }
    clearDifferences();
    servers = await startServers(scene.folder());
    scene.atEnd(() => servers.stop());
  });

  for (const size of Object.keys(SIZES) as SizeName[]) {
    it(`looks as it did on a ${size}`, async () => {
      const studio = await Studio.open(browser, servers, size);
      const wrong: string[] = [];
      for (const screen of SCREENS.filter((each) => studio.has(each))) {
        await studio.visit(screen, THEMES, async (theme) => {
          const name = { screen: screen.name, size, theme };
          const until = Date.now() + PATIENCE_MS;
          let picture = await studio.shoot();
          let problem = wrongWith(name, picture);
          while (problem !== null && Date.now() < until) {
            picture = await studio.shoot();
            problem = wrongWith(name, picture);
          }
          if (problem !== null) wrong.push(`${problem}; see ${writeDifference(name, picture)}`);
        });
      }
      await studio.close();
      assert.deepEqual(wrong, [], 'Where the new look is meant, "npm run pictures" keeps it.');
    });
  }
});
