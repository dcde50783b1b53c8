/** The VS Code skin: a client of the server, as the phone is. Nothing is parsed or watched in this process. */
import * as vscode from 'vscode';
import { registerAlertCommands } from './alertCommands.ts';
import { showAlertNotifications } from './alertNotifications.ts';
import { DASHBOARD_PANEL } from './commands.ts';
import { Dashboard } from './dashboardPanel.ts';
import { speakEditorLanguage } from './editorLanguage.ts';
import { FollowedSession } from './followedSession.ts';
import { launchOptions } from './launchOptions.ts';
import { createOutput } from './output.ts';
import { registerRecordingCommands } from './recordingCommands.ts';
import { ServerConnection } from './serverConnection.ts';
import { registerServerCommands } from './serverCommands.ts';
import { ServerProcess } from './serverProcess.ts';
import { registerSessionCommands } from './sessionCommands.ts';
import { showSessionsView } from './sessionsView.ts';
import type { NotificationLevel, Settings } from './settings.ts';
import { readSettings, SECTION } from './settings.ts';
import { registerSharingCommands } from './sharingCommands.ts';
import { ShownSessions } from './shownSessions.ts';
import { showSharingMark } from './sharingMark.ts';
import { showStatusBar } from './statusBar.ts';
import { registerStatusMenu } from './statusMenu.ts';
import { registerTreeCommands } from './treeCommands.ts';
import { wantedRoots, watchAddedFolders } from './watchedFolders.ts';

export function activate(context: vscode.ExtensionContext): void {
  speakEditorLanguage();
  const settings = (): Settings => readSettings(vscode.workspace.getConfiguration(SECTION));
  const script = context.asAbsolutePath('dist/server.js');
  const launch = () => launchOptions(settings(), script, wantedRoots(settings()));
  const level = (): NotificationLevel => settings().notifications;

  const output = createOutput();
  const server = new ServerProcess({ launch, onLine: output.serverLine });
  const connection = new ServerConnection({
    ensure: () => server.ensure(),
    successor: (stopped, signal) => server.successor(stopped, signal),
    log: output.note,
  });
  const followed = new FollowedSession(connection, context.workspaceState);
  const shown = new ShownSessions();
  const dashboard = new Dashboard({ extension: context.extensionUri, connection, followed });

  context.subscriptions.push(
    output.channel,
    connection,
    dashboard,
    shown,
    showSessionsView(connection, shown),
    showStatusBar(connection, followed),
    registerStatusMenu({ connection, followed, extension: context.extension.id }),
    showSharingMark(connection),
    registerSessionCommands({ connection, followed, dashboard }),
    registerTreeCommands({ connection, dashboard, shown }),
    registerAlertCommands({ connection, secrets: context.secrets, level, log: output.note }),
    showAlertNotifications({ connection, level, log: output.note }),
    registerRecordingCommands({ connection, dashboard, launch }),
    registerSharingCommands({ connection, dashboard }),
    registerServerCommands({ connection, server, output, launch }),
    vscode.window.registerWebviewPanelSerializer(DASHBOARD_PANEL, dashboard),
    watchAddedFolders(server, output.note),
  );
  if (settings().autoStart) connection.start();
}
