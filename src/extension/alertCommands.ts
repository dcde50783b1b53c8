import * as vscode from 'vscode';
import { applySavedAlertSettings, openAlertSettings } from './alertSettingsFile.ts';
import { handOverSecrets, setChannelSecret } from './channelSecrets.ts';
import { COMMANDS } from './commands.ts';
import type { Endpoint } from './launchServer.ts';
import type { MutedSessions } from './mutedSessions.ts';
import { onConnected } from './onConnected.ts';
import { withoutLinks } from './plainText.ts';
import { pickSession, sessionOf } from './selectSession.ts';
import type { ServerConnection } from './serverConnection.ts';
import { sessionLabel } from './sessionTexts.ts';
import type { NotificationLevel } from './settings.ts';
import { testNotifications } from './testNotifications.ts';
import { withServer } from './withServer.ts';

export interface AlertCommandsOptions {
  readonly connection: ServerConnection;
  readonly muted: MutedSessions;
  readonly secrets: vscode.SecretStorage;
  readonly level: () => NotificationLevel;
  readonly log: (line: string) => void;
}

/** The commands about what people are told and how, and what the server has to be told of it at each start. */
export function registerAlertCommands({
  connection,
  muted,
  secrets,
  level,
  log,
}: AlertCommandsOptions): vscode.Disposable {
  const register = (id: string, act: (endpoint: Endpoint, argument: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, (argument?: unknown) =>
      withServer(connection, (endpoint) => act(endpoint, argument)),
    );
  const mute = async (endpoint: Endpoint, argument: unknown, mutes: boolean): Promise<void> => {
    const title = mutes ? 'Mute which session?' : 'Unmute which session?';
    const isOffered = (id: string): boolean => muted.all.has(id) !== mutes;
    if (sessionOf(argument) === undefined) await muted.refresh();
    const session = sessionOf(argument) ?? (await pickSession(connection, title, isOffered));
    if (session === undefined) return;
    await muted.mute(endpoint, session, mutes);
    const name = nameOf(connection, session);
    void vscode.window.showInformationMessage(
      mutes ? `Nobody is told of ${name} any more, by no channel.` : `Alerts of ${name} are sent again.`,
    );
  };
  const align = (endpoint: Endpoint): void => {
    void handOverSecrets(endpoint, secrets, log);
    void muted.refresh();
  };
  return vscode.Disposable.from(
    register(COMMANDS.muteSession, (endpoint, argument) => mute(endpoint, argument, true)),
    register(COMMANDS.unmuteSession, (endpoint, argument) => mute(endpoint, argument, false)),
    register(COMMANDS.setChannelSecret, (endpoint) => setChannelSecret(endpoint, secrets)),
    register(COMMANDS.testNotifications, (endpoint) => testNotifications(endpoint, level())),
    register(COMMANDS.openAlertSettings, openAlertSettings),
    applySavedAlertSettings(connection, align),
    onConnected(connection, align),
    vscode.window.onDidChangeWindowState(({ focused }) => focused && void muted.refresh()),
  );
}

function nameOf({ view }: ServerConnection, session: string): string {
  const summary = view.sessions?.get(session);
  return withoutLinks(summary === undefined ? session : sessionLabel(summary));
}
