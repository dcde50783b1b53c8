/** Makes the kept pictures anew: `npm run pictures`. Those that look the same stay as they are. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchWholeBrowser } from '../browser/openDashboard.ts';
import { keep, keepFonts, removeOthers } from './album.ts';
import type { Name } from './album.ts';
import { fontWidths } from './fonts.ts';
import { SCREENS } from './screens.ts';
import { startServers } from './servers.ts';
import { SIZES } from './sizes.ts';
import type { SizeName } from './sizes.ts';
import { Studio } from './studio.ts';
import { THEMES } from './themes.ts';

const folder = mkdtempSync(join(tmpdir(), 'livestream-pictures-'));
const browser = await launchWholeBrowser();
const servers = await startServers(folder);
const names: Name[] = [];
let changed = 0;
try {
  keepFonts(await fontWidths(browser));
  for (const size of Object.keys(SIZES) as SizeName[]) await makeAll(size);
  const others = removeOthers(names);
  console.log(`${names.length} pictures: ${changed} new or different, ${others.length} removed.`);
} finally {
  await browser.close();
  await servers.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function makeAll(size: SizeName): Promise<void> {
  const studio = await Studio.open(browser, servers, size);
  for (const screen of SCREENS.filter((each) => studio.has(each))) {
    await studio.visit(screen, THEMES, async (theme) => {
      const name = { screen: screen.name, size, theme };
      names.push(name);
      if (!keep(name, await studio.atRest())) return;
      changed++;
      console.log(`${size} ${screen.name} ${theme}`);
    });
  }
  await studio.close();
}
