import { launchBrowser } from '../browser/openDashboard.ts';
import type { Scene } from '../scene.ts';
import { startServers } from './servers.ts';

/** A browser, and the servers that all screens come from; both end with the scene. */
export async function openScreens(scene: Scene) {
  const browser = await launchBrowser();
  scene.atEnd(() => browser.close());
  const servers = await startServers(scene.folder());
  scene.atEnd(() => servers.stop());
  return { browser, servers };
}
