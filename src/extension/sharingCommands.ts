import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import { COMMANDS } from './commands.ts';
import type { Dashboard } from './dashboardPanel.ts';
import { reviewDevices } from './devices.ts';
import type { Endpoint } from './launchServer.ts';
import { pairingUrl } from './pairingUrl.ts';
import { pickSession, sessionOf } from './selectSession.ts';
import type { ServerConnection } from './serverConnection.ts';
import { copyShareLink } from './shareLink.ts';
import { sharedOnLan, shareOnLan } from './shareOnLan.ts';
import { chooseWhatNow } from './sharingMenu.ts';
import { startTunnel } from './startTunnel.ts';
import { stopSharing, stopTunnel } from './stopSharing.ts';
import { withServer } from './withServer.ts';

export interface SharingCommandsOptions {
  readonly connection: ServerConnection;
  readonly dashboard: Dashboard;
}

/** The commands by which others get to see the sessions, and no longer do. */
export function registerSharingCommands({ connection, dashboard }: SharingCommandsOptions): vscode.Disposable {
  const register = (id: string, act: (endpoint: Endpoint, argument: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, (argument?: unknown) =>
      withServer(connection, (endpoint) => act(endpoint, argument)),
    );
  return vscode.Disposable.from(
    register(COMMANDS.shareOnLan, async (endpoint) => {
      if ((await shareOnLan(endpoint)) !== undefined) dashboard.showSharing();
    }),
    register(COMMANDS.startTunnel, async (endpoint) => {
      if (await startTunnel(endpoint)) dashboard.showSharing();
    }),
    register(COMMANDS.stopSharing, stopSharing),
    register(COMMANDS.stopTunnel, stopTunnel),
    vscode.commands.registerCommand(COMMANDS.showQrCode, () => dashboard.showSharing()),
    register(COMMANDS.devices, reviewDevices),
    register(COMMANDS.copyLanUrl, copyLanUrl),
    register(COMMANDS.copyShareLink, async (endpoint, argument) => {
      const session = sessionOf(argument) ?? (await pickSession(connection, t('Share which session?')));
      if (session !== undefined) await copyShareLink(endpoint, session);
    }),
    register(COMMANDS.sharing, () => chooseWhatNow(connection.view.sharing)),
  );
}

/** Puts an address for a phone on the clipboard; it lets somebody in, so it is not shown. */
async function copyLanUrl(endpoint: Endpoint): Promise<void> {
  const lan = await sharedOnLan(endpoint);
  if (lan === undefined) return;
  const url = await pairingUrl(endpoint, vscode.Uri.parse(lan.url), 'viewer');
  await vscode.env.clipboard.writeText(url.toString(true));
  void vscode.window.showInformationMessage(
    t`Copied an address at ${url.authority}. It lets one device in, once, within 5 minutes.`,
  );
}
