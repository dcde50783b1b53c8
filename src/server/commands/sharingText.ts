import type { SharingState } from '../../protocol/sharing.ts';
import { invitation } from './invitation.ts';
import type { SharingAccess } from './sharingAccess.ts';

/** What the terminal shows of a server that is shared in its network: the way in, other networks, what may be in the way. */
export async function lanText(sharing: SharingAccess, { lan, interfaces, advice }: SharingState): Promise<string> {
  if (lan === null) return '';
  const others = interfaces.filter(({ address }) => !lan.url.includes(address) && address !== lan.address);
  const lines = [...(await invitation(lan.url, await sharing.createPairingCode(), 'in the same network')), ''];
  if (others.length > 0) {
    const named = others.map(({ name, address }) => `${address} (${name})`).join(', ');
    lines.push(`  This machine is in other networks too: ${named}. "share ADDRESS" takes another.`);
  }
  return [...lines, ...advice.map((sentence) => `  ${sentence}`), '', ''].join('\n');
}

/** What the terminal shows of a tunnel that is open. */
export async function tunnelText(sharing: SharingAccess, url: string): Promise<string> {
  const lines = await invitation(url, await sharing.createPairingCode(), 'anywhere');
  return ['', `  Through ngrok     ${url}`, '', ...lines, '', ''].join('\n');
}

/** Tells what becomes of a tunnel, each news once. The function it returns looks whether there are any. */
export function tunnelTeller(sharing: SharingAccess, write: (text: string) => void): () => Promise<void> {
  let told: string | null = null;
  return async () => {
    const { tunnel } = await sharing.state();
    const news = tunnel?.message ?? tunnel?.url ?? null;
    if (tunnel === null || news === null || news === told) return;
    told = news;
    write(tunnel.state === 'open' && tunnel.url !== null ? await tunnelText(sharing, tunnel.url) : `  ${news}\n`);
  };
}
