import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import { said } from '../protocol/said.ts';
import type { Endpoint } from './launchServer.ts';
import { withoutLinks } from './plainText.ts';
import { messageOf } from './messageOf.ts';
import { openSetting } from './problems.ts';
import { askServer } from './serverApi.ts';
import { DEFAULTS, readSettings, SECTION } from './settings.ts';

/** Closes every way by which others reach the server, and disconnects who came by them. */
export async function stopSharing(endpoint: Endpoint): Promise<void> {
  await stopTunnel(endpoint);
  try {
    await askServer(endpoint, { about: 'stop_lan' });
  } catch (error) {
    if (readSettings(vscode.workspace.getConfiguration(SECTION)).host === DEFAULTS.host) throw error;
    void offerHostSetting(messageOf(error));
  }
}

export async function stopTunnel(endpoint: Endpoint): Promise<void> {
  await askServer(endpoint, { about: 'close_tunnel' });
}

/** A server that was started for a whole network is open as long as it runs: in the editor it is a setting. */
async function offerHostSetting(message: string): Promise<void> {
  const open = t('Open Setting');
  const chosen = await vscode.window.showErrorMessage(`Livestream: ${withoutLinks(said(message))}`, open);
  if (chosen === open) await openSetting('host');
}
