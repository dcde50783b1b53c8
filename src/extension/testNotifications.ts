import * as vscode from 'vscode';
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
    { label: 'VS Code', description: 'a message in this window', channel: null },
    ...settings.channels.map(({ name, type }) => {
      const problem = channels.find((channel) => channel.name === name)?.problem;
      return {
        label: withoutIcons(name),
        description: type,
        ...(problem == null ? {} : { detail: withoutIcons(problem) }),
        channel: name,
      };
    }),
  ];
  const row = await vscode.window.showQuickPick(rows, {
    title: 'Test Notifications',
    placeHolder: 'Send by which channel?',
  });
  if (row === undefined) return;
  if (row.channel === null) void tryHere(level);
  else await tryChannel(endpoint, row.channel);
}

async function tryHere(level: NotificationLevel): Promise<void> {
  if (level !== 'off')
    return void vscode.window.showInformationMessage('A test: alerts of Livestream appear like this.');
  const open = 'Open Setting';
  const told = 'Alerts are not shown here, since the setting livestream.notifications is off.';
  if ((await vscode.window.showWarningMessage(told, open)) === open) await openSetting('notifications');
}

async function tryChannel(endpoint: Endpoint, channel: string): Promise<void> {
  const { status, answer } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Sending to ${withoutLinks(channel)}…` },
    () => testChannel(endpoint, channel),
  );
  if (status === 'delivered')
    void vscode.window.showInformationMessage(withoutLinks(`${channel} took the message (${answer}).`));
  else void vscode.window.showErrorMessage(withoutLinks(`${channel} did not take the message: ${answer}`));
}
