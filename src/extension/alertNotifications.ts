import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Severity } from '../protocol/alerts.ts';
import { count } from '../protocol/count.ts';
import { t } from '../protocol/language.ts';
import { said } from '../protocol/said.ts';
import { claimAlert, dropOldClaims } from './alertClaim.ts';
import { AlertFeed } from './alertFeed.ts';
import type { ListedAlert } from './alertsApi.ts';
import { COMMANDS } from './commands.ts';
import type { Endpoint } from './launchServer.ts';
import { withoutLinks } from './plainText.ts';
import type { ServerConnection } from './serverConnection.ts';
import type { NotificationLevel } from './settings.ts';

export interface AlertNotificationsOptions {
  readonly connection: ServerConnection;
  /** Read for each alert, so that a changed setting counts at once. */
  readonly level: () => NotificationLevel;
  readonly log: (line: string) => void;
}

/** How much longer a window in the background waits, ms: the one that somebody looks at goes first. */
const FOCUSED_FIRST_MS = 1_000;
/** Messages of one moment; beyond these one says how many more there are. */
const MESSAGES_AT_ONCE = 4;

/** Shows each new alert as a message, in one of all the windows that share the server. */
export function showAlertNotifications({ connection, level, log }: AlertNotificationsOptions): vscode.Disposable {
  return new AlertFeed({
    connection,
    log,
    onAlerts: (alerts, endpoint) => {
      const wanted = alerts.filter(({ silent, severity }) => silent === null && isWanted(level(), severity));
      if (wanted.length > 0) void tell(wanted, endpoint);
    },
  });
}

function isWanted(level: NotificationLevel, severity: Severity): boolean {
  return level === 'all' || (level === 'important' && severity !== 'news');
}

async function tell(alerts: readonly ListedAlert[], { dataDir }: Endpoint): Promise<void> {
  if (!vscode.window.state.focused) await delay(FOCUSED_FIRST_MS);
  const ours: ListedAlert[] = [];
  for (const alert of alerts) if (await claimAlert(dataDir, alert)) ours.push(alert);
  for (const alert of ours.slice(0, MESSAGES_AT_ONCE)) void showAlert(alert);
  if (ours.length > MESSAGES_AT_ONCE) void showMore(ours.length - MESSAGES_AT_ONCE);
  await dropOldClaims(dataDir);
}

type Show = (message: string, ...actions: string[]) => Thenable<string | undefined>;

const SHOW: Readonly<Record<Severity, Show>> = {
  needs_you: vscode.window.showWarningMessage,
  problem: vscode.window.showErrorMessage,
  news: vscode.window.showInformationMessage,
};

async function showAlert({ severity, title, text, session_id: session }: ListedAlert): Promise<void> {
  const [open, mute] = [t('Open'), t('Mute')];
  const chosen = await SHOW[severity](withoutLinks(`${said(title)}: ${said(text)}`.replace(/\s+/g, ' ')), open, mute);
  if (chosen === open) await vscode.commands.executeCommand(COMMANDS.openDashboard, session);
  if (chosen === mute) await vscode.commands.executeCommand(COMMANDS.muteSession, session);
}

async function showMore(others: number): Promise<void> {
  const open = t('Open Dashboard');
  const told = count(others, { one: t('1 more alert.'), other: t('{0} more alerts.') });
  const chosen = await vscode.window.showWarningMessage(told, open);
  if (chosen === open) await vscode.commands.executeCommand(COMMANDS.openDashboard);
}
