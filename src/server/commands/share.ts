import { setTimeout as delay } from 'node:timers/promises';
import { findRunningServer } from '../base/runningServer.ts';
import type { CommonOptions } from './commonOptions.ts';
import { pairingUrl } from './invitation.ts';
import { sharingThere } from './sharingAccess.ts';
import type { SharingAccess } from './sharingAccess.ts';
import { lanText, tunnelText } from './sharingText.ts';

export interface ShareOptions extends CommonOptions {
  readonly stop?: boolean;
  readonly ngrok?: boolean;
  readonly json?: boolean;
}

const LOOK_EVERY_MS = 200;
/** How long ngrok may take to open a tunnel before the terminal is given back, ms. */
const TUNNEL_WITHIN_MS = 30_000;

/** `livestream share`: opens the running server to the network, or by a tunnel, and shows the way in; or ends both. */
export async function share(address: string | undefined, options: ShareOptions): Promise<void> {
  const server = await findRunningServer(options.dataDir);
  if (!server)
    throw new Error(
      `No livestream server runs on ${options.dataDir}. Start one that is shared: ${options.ngrok === true ? '--ngrok' : '--lan'}.`,
    );
  const sharing = sharingThere(server);
  if (options.stop === true) return stop(sharing, options);
  if (options.ngrok === true) return shareByTunnel(sharing, options);
  const state = await sharing.shareOnLan(address);
  const { lan } = state;
  if (lan === null) throw new Error('This machine is in no network, so no other device can reach it.');
  if (options.json === true)
    return print({ ...state, pairing_url: pairingUrl(lan.url, await sharing.createPairingCode()) });
  process.stdout.write(`\n  On your phone     ${lan.url}\n\n${await lanText(sharing, state)}`);
}

async function stop(sharing: SharingAccess, { json }: ShareOptions): Promise<void> {
  await sharing.closeTunnel();
  const state = await sharing.stopLan();
  if (json === true) return print(state);
  process.stdout.write('Only this machine is served now; who came from elsewhere was disconnected.\n');
}

async function shareByTunnel(sharing: SharingAccess, { json }: ShareOptions): Promise<void> {
  let state = await sharing.openTunnel();
  for (const until = Date.now() + TUNNEL_WITHIN_MS; state.tunnel?.state === 'starting'; await delay(LOOK_EVERY_MS)) {
    if (Date.now() > until) break;
    state = await sharing.state();
  }
  const { tunnel } = state;
  if (tunnel?.state !== 'open' || tunnel.url === null)
    throw new Error(tunnel?.message ?? 'ngrok has not opened a tunnel yet. Look again with the same command.');
  if (json === true) return print({ ...state, pairing_url: pairingUrl(tunnel.url, await sharing.createPairingCode()) });
  process.stdout.write(await tunnelText(sharing, tunnel.url));
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
