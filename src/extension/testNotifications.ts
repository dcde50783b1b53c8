import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import { said } from '../protocol/said.ts';
import { alertSettings, testChannel } from './alertsApi.ts';
import type { Endpoint } from './launchServer.ts';
import { withoutIcons, withoutLinks } from './plainText.ts';
import { openSetting } from './problems.ts';
import type { NotificationLevel } from './settings.ts';

interface Row extends vscode.QuickPickItem {
  /** null: VS Code itself. */
  readonly channel: string | null;
}

/** Sends a message the way that the person chooses, and says what became of it. */
export async function testNotifications(endpoint: Endpoint, level: NotificationLevel): Promise<void> {
  const { settings, channels } = await alertSettings(endpoint);
  const rows: readonly Row[] = [
    { label: 'VS Code', description: t('a message in this window'), channel: null },
    ...settings.channels.map(({ name, type }) => {
      const problem = channels.find((channel) => channel.name === name)?.problem;
      return {
        label: withoutIcons(name),
        description: type,
        ...(problem == null ? {} : { detail: withoutIcons(said(problem)) }),
        channel: name,
      };
    }),
  ];
  const row = await vscode.window.showQuickPick(rows, {
    title: t('Test Notifications'),
    placeHolder: t('Send by which channel?'),
  });
  if (row === undefined) return;
  if (row.channel === null) void tryHere(level);
  else await tryChannel(endpoint, row.channel);
}

async function tryHere(level: NotificationLevel): Promise<void> {
  if (level !== 'off')
    return void vscode.window.showInformationMessage(t('A test: alerts of Livestream appear like this.'));
  const open = t('Open Setting');
  const told = t('Alerts are not shown here, since the setting livestream.notifications is off.');
  if ((await vscode.window.showWarningMessage(told, open)) === open) await openSetting('notifications');
}

async function tryChannel(endpoint: Endpoint, channel: string): Promise<void> {
  const { status, answer } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: t`Sending to ${withoutLinks(channel)}…` },
    () => testChannel(endpoint, channel),
  );
  if (status === 'delivered')
    void vscode.window.showInformationMessage(withoutLinks(t`${channel} took the message (${said(answer)}).`));
  else void vscode.window.showErrorMessage(withoutLinks(t`${channel} did not take the message: ${said(answer)}`));
}
