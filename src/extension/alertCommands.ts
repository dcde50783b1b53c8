import * as vscode from 'vscode';
import { count } from '../protocol/count.ts';
import { t } from '../protocol/language.ts';
import { sessionLabel } from '../protocol/sessionLabel.ts';
import { muteSession } from './alertsApi.ts';
import { applySavedAlertSettings, openAlertSettings } from './alertSettingsFile.ts';
import { handOverSecrets, setChannelSecret } from './channelSecrets.ts';
import { COMMANDS } from './commands.ts';
import type { Endpoint } from './launchServer.ts';
import { onConnected } from './onConnected.ts';
import { withoutLinks } from './plainText.ts';
import { pickSession, sessionsOf } from './selectSession.ts';
import type { ServerConnection } from './serverConnection.ts';
import type { NotificationLevel } from './settings.ts';
import { testNotifications } from './testNotifications.ts';
import { withServer } from './withServer.ts';

export interface AlertCommandsOptions {
  readonly connection: ServerConnection;
  readonly secrets: vscode.SecretStorage;
  readonly level: () => NotificationLevel;
  readonly log: (line: string) => void;
}

/** The commands about what people are told and how, and what the server has to be told of it at each start. */
export function registerAlertCommands({ connection, secrets, level, log }: AlertCommandsOptions): vscode.Disposable {
  const register = (id: string, act: (endpoint: Endpoint) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, () => withServer(connection, act));
  const registerMute = (id: string, mutes: boolean): vscode.Disposable =>
    vscode.commands.registerCommand(id, (argument?: unknown, selected?: unknown) =>
      withServer(connection, (endpoint) => mute(endpoint, sessionsOf(argument, selected), mutes)),
    );
  const mute = async (endpoint: Endpoint, asked: readonly string[], mutes: boolean): Promise<void> => {
    const sessions = asked.length > 0 ? asked : await choose(mutes);
    for (const session of sessions) await muteSession(endpoint, session, mutes);
    if (sessions.length > 0) void vscode.window.showInformationMessage(mutedWords(connection, sessions, mutes));
  };
  const choose = async (mutes: boolean): Promise<readonly string[]> => {
    const title = mutes ? t('Mute which session?') : t('Unmute which session?');
    const session = await pickSession(connection, title, (id) => connection.view.muted.has(id) !== mutes);
    return session === undefined ? [] : [session];
  };
  const align = (endpoint: Endpoint): void => void handOverSecrets(endpoint, secrets, log);
  return vscode.Disposable.from(
    registerMute(COMMANDS.muteSession, true),
    registerMute(COMMANDS.unmuteSession, false),
    register(COMMANDS.setChannelSecret, (endpoint) => setChannelSecret(endpoint, secrets)),
    register(COMMANDS.testNotifications, (endpoint) => testNotifications(endpoint, level())),
    register(COMMANDS.openAlertSettings, openAlertSettings),
    applySavedAlertSettings(connection, align),
    onConnected(connection, align),
  );
}

function mutedWords(connection: ServerConnection, sessions: readonly string[], mutes: boolean): string {
  const name = nameOf(connection, sessions[0]!);
  return mutes
    ? count(
        sessions.length,
        {
          one: t('Nobody is told of {1} any more, by no channel.'),
          other: t('Nobody is told of {0} sessions any more, by no channel.'),
        },
        name,
      )
    : count(
        sessions.length,
        { one: t('Alerts of {1} are sent again.'), other: t('Alerts of {0} sessions are sent again.') },
        name,
      );
}

function nameOf({ view }: ServerConnection, session: string): string {
  const summary = view.sessions?.get(session);
  return withoutLinks(summary === undefined ? session : sessionLabel(summary));
}
