import open from 'open';
import { banner, ending } from './banner.ts';
import type { BannerInput } from './banner.ts';
import { pairingUrl } from './invitation.ts';
import type { SharingAccess } from './sharingAccess.ts';
import { lanText } from './sharingText.ts';

export interface Announced extends Omit<BannerInput, 'lanUrl'> {
  readonly port: number;
  readonly pid: number;
  readonly requireToken: boolean;
  readonly sharing: SharingAccess;
  /** True when the server ran before and goes on without this terminal. */
  readonly runsElsewhere: boolean;
}

export interface Wishes {
  /** An address or the name of an interface; true for the most likely one. */
  readonly lan?: string | true;
  readonly ngrok: boolean;
  readonly open: boolean;
  readonly json?: boolean;
}

/** Opens the ways that were asked for, and then says where the server is. What could not be opened is said, too. */
export async function announce(server: Announced, wishes: Wishes): Promise<void> {
  const { url, port, pid, dataDir, sharing } = server;
  const problem = await beginSharing(sharing, wishes);
  if (problem !== undefined) process.stderr.write(`${problem}\n`);
  if (wishes.json === true) return void process.stdout.write(`${JSON.stringify({ url, port, pid, dataDir })}\n`);
  const state = await sharing.state();
  const text = banner({ ...server, lanUrl: state.lan?.url ?? null }) + (await lanText(sharing, state));
  process.stdout.write(text + ending(server.runsElsewhere));
  // Where even this machine's browser has to show something, it is the owner's own.
  if (wishes.open) openBrowser(server.requireToken ? pairingUrl(url, await sharing.createPairingCode('owner')) : url);
}

/** A server that is not reached from elsewhere is still one: the sentence says what to do. */
async function beginSharing(sharing: SharingAccess, { lan, ngrok }: Wishes): Promise<string | undefined> {
  try {
    if (lan !== undefined) await sharing.shareOnLan(lan === true ? undefined : lan);
    if (ngrok) await sharing.openTunnel();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A machine without a browser is no reason to fail: the address is printed. */
function openBrowser(url: string): void {
  open(url).then(
    (child) => child.on('error', () => undefined),
    () => undefined,
  );
}
