import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import type { Channel } from './alertsApi.ts';
import { alertSettings, giveSecret } from './alertsApi.ts';
import { COMMANDS } from './commands.ts';
import type { Endpoint } from './launchServer.ts';
import { withoutIcons, withoutLinks } from './plainText.ts';
import { messageOf } from './messageOf.ts';

/** Before a channel's name, in the editor's store of secrets. */
const KEY = 'channel:';

/**
 * Hands over what is kept for the channels that take their secret from the editor. The server keeps it in memory only, so
 * each of its starts needs this anew.
 */
export async function handOverSecrets(
  endpoint: Endpoint,
  secrets: vscode.SecretStorage,
  log: (line: string) => void,
): Promise<void> {
  try {
    for (const { name } of await editorChannels(endpoint)) {
      const secret = await secrets.get(`${KEY}${name}`);
      if (secret !== undefined) await giveSecret(endpoint, name, secret);
    }
  } catch (error) {
    log(`could not hand over the secrets of channels: ${messageOf(error)}`);
  }
}

/** Asks for the secret of a channel, keeps it in the editor's store and hands it over. It is never shown again. */
export async function setChannelSecret(endpoint: Endpoint, secrets: vscode.SecretStorage): Promise<void> {
  const channel = await chooseChannel(endpoint);
  if (channel === undefined) return;
  const secret = await vscode.window.showInputBox({
    title: t`Secret of ${channel.name}`,
    prompt: whatItIs(channel),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? t('The channel cannot be reached without it.') : undefined),
  });
  if (secret === undefined) return;
  await giveSecret(endpoint, channel.name, secret.trim());
  await secrets.store(`${KEY}${channel.name}`, secret.trim());
  void vscode.window.showInformationMessage(t`The secret of ${withoutLinks(channel.name)} is kept and in use.`);
}

function whatItIs({ type }: Channel): string {
  if (type === 'ntfy') return t('The address of the topic, https://ntfy.sh/my-topic');
  if (type === 'json') return t('The key of the signature: at least 16 bytes, or whsec_ and base64');
  return t('The address of the webhook');
}

async function chooseChannel(endpoint: Endpoint): Promise<Channel | undefined> {
  const channels = await editorChannels(endpoint);
  if (channels.length === 0) {
    void offerSettings();
    return undefined;
  }
  const rows = channels.map((channel) => ({
    label: withoutIcons(channel.name),
    description: channel.type,
    channel,
  }));
  const row = await vscode.window.showQuickPick(rows, {
    title: t('Set Channel Secret'),
    placeHolder: t('Of which channel?'),
  });
  return row?.channel;
}

async function editorChannels(endpoint: Endpoint): Promise<readonly Channel[]> {
  const { settings } = await alertSettings(endpoint);
  return settings.channels.filter(({ secret }) => secret === 'editor');
}

async function offerSettings(): Promise<void> {
  const open = t('Open Alert Settings');
  const chosen = await vscode.window.showInformationMessage(
    t('No channel takes its secret from VS Code. Give one the secret "editor" in the settings of alerts.'),
    open,
  );
  if (chosen === open) await vscode.commands.executeCommand(COMMANDS.openAlertSettings);
}
