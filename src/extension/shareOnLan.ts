import { hostname } from 'node:os';
import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import type { LanSharing, NetworkInterface } from '../protocol/sharing.ts';
import { COMMANDS } from './commands.ts';
import type { Endpoint } from './launchServer.ts';
import { askServer } from './serverApi.ts';
import { whoseNetwork } from './sharingTexts.ts';

/** Opens the server to a network that the person chooses; undefined when they think better of it. */
export async function shareOnLan(endpoint: Endpoint): Promise<LanSharing | undefined> {
  if (vscode.env.remoteName === 'codespaces') return void offerOtherWays();
  const { interfaces } = await askServer(endpoint, { about: 'sharing' });
  const chosen = await chooseNetwork(interfaces);
  if (chosen === undefined) return undefined;
  const { lan } = await askServer(endpoint, { about: 'share_on_lan', ...chosen });
  return lan ?? undefined;
}

/** How the server is shared; where it is not, and the person wants it to be, it is from now on. */
export async function sharedOnLan(endpoint: Endpoint): Promise<LanSharing | undefined> {
  const { lan } = await askServer(endpoint, { about: 'sharing' });
  if (lan !== null) return lan;
  const share = t('Share on LAN');
  const chosen = await vscode.window.showInformationMessage(
    t(
      'The Livestream server serves this machine only, so a phone cannot reach it. Shared, it is reached in your network by devices that you let in.',
    ),
    share,
  );
  return chosen === share ? shareOnLan(endpoint) : undefined;
}

/** Asks where there is a choice, or where the network may not be the one that the person thinks of. */
async function chooseNetwork(
  interfaces: readonly NetworkInterface[],
): Promise<{ readonly address?: string } | undefined> {
  const whose = whoseNetwork(vscode.env.remoteName, hostname());
  // Without any, the server says what that means.
  if (interfaces.length === 0 || (interfaces.length === 1 && whose === null)) return {};
  const items = interfaces.map(({ name, address, is_default }) => ({
    label: address,
    description: is_default ? t`${name}, the way to the Internet` : name,
    address,
  }));
  return vscode.window.showQuickPick(items, {
    title: t('Share on LAN'),
    placeHolder: whose ?? t('Which network is the phone in?'),
  });
}

/** A codespace is a machine in a data center, in a network with nobody's phone. */
async function offerOtherWays(): Promise<void> {
  const [browser, tunnel] = [t('Open in Browser'), t('Start Tunnel')];
  const chosen = await vscode.window.showInformationMessage(
    t(
      'This server runs in a codespace, which is in no network of yours. Open it in a browser by the port that GitHub forwards, or start a tunnel for your phone.',
    ),
    browser,
    tunnel,
  );
  if (chosen === browser) await vscode.commands.executeCommand(COMMANDS.openInBrowser);
  if (chosen === tunnel) await vscode.commands.executeCommand(COMMANDS.startTunnel);
}
