import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import { COMMANDS } from './commands.ts';
import type { Dashboard } from './dashboardPanel.ts';
import { exportSession } from './exportSession.ts';
import type { FollowedSession } from './followedSession.ts';
import { openInBrowser } from './openInBrowser.ts';
import type { ServerConnection } from './serverConnection.ts';
import { pickSession, sessionOf } from './selectSession.ts';
import { withServer } from './withServer.ts';

export interface SessionCommandsOptions {
  readonly connection: ServerConnection;
  readonly followed: FollowedSession;
  readonly dashboard: Dashboard;
}

/** The commands about sessions. Each takes an item of the tree, a session's id, or nothing. */
export function registerSessionCommands({
  connection,
  followed,
  dashboard,
}: SessionCommandsOptions): vscode.Disposable {
  const register = vscode.commands.registerCommand;

  const choose = async (argument: unknown, title: string): Promise<string | undefined> =>
    sessionOf(argument) ?? (await pickSession(connection, title));

  return vscode.Disposable.from(
    register(COMMANDS.openDashboard, (argument?: unknown) => dashboard.open(sessionOf(argument))),
    register(COMMANDS.openDashboardToSide, (argument?: unknown) => dashboard.openToSide(sessionOf(argument))),
    register(COMMANDS.openDashboardInNewWindow, (argument?: unknown) => dashboard.openInNewWindow(sessionOf(argument))),
    register(COMMANDS.openInBrowser, () => withServer(connection, openInBrowser)),
    register(COMMANDS.refresh, () => connection.refresh()),
    register(COMMANDS.showOlder, () => connection.listMore()),
    register(COMMANDS.selectSession, async () => {
      const session = await choose(undefined, t('Show which session?'));
      if (session !== undefined) dashboard.open(session);
    }),
    register(COMMANDS.followSession, async (argument?: unknown) => {
      const session = await choose(argument, t('Follow which session in the status bar?'));
      if (session !== undefined) followed.choose(session);
    }),
    register(COMMANDS.stopFollowing, () => followed.choose(null)),
    register(COMMANDS.exportSession, (argument?: unknown, target?: unknown) =>
      withServer(connection, async (endpoint) => {
        const session = await choose(argument, t('Export which session?'));
        // From a menu the second argument is the list of all selected items.
        const file = target instanceof vscode.Uri ? target : undefined;
        if (session !== undefined) await exportSession(endpoint, session, file);
      }),
    ),
  );
}
