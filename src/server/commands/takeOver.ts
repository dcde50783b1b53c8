import { setTimeout as delay } from 'node:timers/promises';
import type { ServerFile } from '../base/discovery.ts';
import { requestServer } from '../base/runningServer.ts';
import type { Wishes } from './announce.ts';
import { sharingThere } from './sharingAccess.ts';
import { isAlive } from '../base/isAlive.ts';

/** How long a server may take to write and close everything, ms. */
const STOPS_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 50;

/** What the server that follows goes on with, so that nobody misses the one before. */
export interface Inherited extends Pick<Wishes, 'lan' | 'ngrok'> {
  readonly roots: readonly string[];
  readonly port: number;
}

/**
 * Whether a server of this version takes the place of the running one: after an update of the extension the old server goes
 * on while any window is connected, so it would never end by itself. Both have to be an editor's, which finds the next one;
 * a server that somebody started in a terminal is that person's to stop.
 */
export function mayReplace(running: Pick<ServerFile, 'version' | 'replaceOlder'>, version: string): boolean {
  return running.replaceOlder && isNewer(version, running.version);
}

/** Ends the running server, once it has written everything, and tells what it had open. */
export async function takeOver(running: ServerFile): Promise<Inherited> {
  // Where another window of the new version is faster, the old server does not answer any more, and is joined in its heir.
  const inherited = await whatIsOpen(running).catch(() => ({ roots: [], ngrok: false }));
  await requestServer(running, 'api/shutdown', {}).catch(() => undefined);
  await untilGone(running);
  return { ...inherited, port: running.port };
}

async function whatIsOpen(running: ServerFile): Promise<Omit<Inherited, 'port'>> {
  const asked = await requestServer(running, 'api/roots', { roots: [] });
  const { roots } = (await asked.json()) as { roots: readonly string[] };
  const { lan, tunnel } = await sharingThere(running).state();
  return { roots, ngrok: tunnel?.state === 'open', ...(lan === null ? {} : { lan: lan.address }) };
}

async function untilGone({ pid, version }: ServerFile): Promise<void> {
  for (const until = Date.now() + STOPS_WITHIN_MS; Date.now() < until; await delay(LOOK_EVERY_MS)) {
    if (!isAlive(pid)) return;
  }
  throw new Error(
    `The livestream server of version ${version} (process ${pid}) does not stop, so the new version cannot start. End that process, then start again.`,
  );
}

/** By the three numbers of a version; what follows them is not looked at. */
function isNewer(version: string, than: string): boolean {
  const [own, other] = [version, than].map((text) => text.split(/[.+-]/, 3).map((part) => Number(part) || 0));
  const differs = own!.findIndex((part, index) => part !== other![index]);
  return differs >= 0 && own![differs]! > (other![differs] ?? 0);
}
