import * as vscode from 'vscode';
import { COMMANDS } from './commands.ts';
import type { Dashboard } from './dashboardPanel.ts';
import { exportSession } from './exportSession.ts';
import type { FollowedSession } from './followedSession.ts';
import type { Endpoint } from './launchServer.ts';
import { copyLanUrl, openInBrowser } from './openElsewhere.ts';
import { messageOf } from './problems.ts';
import type { ServerConnection } from './serverConnection.ts';
import { pickSession, sessionOf } from './selectSession.ts';

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

  const withServer = async (act: (endpoint: Endpoint) => Promise<void>): Promise<void> => {
    const { state } = await connection.settled();
    if (state.kind !== 'connected') return offerServer();
    await act(state.endpoint).catch((error: unknown) =>
      vscode.window.showErrorMessage(`Livestream: ${messageOf(error)}`),
    );
  };
  const choose = async (argument: unknown, title: string): Promise<string | undefined> =>
    sessionOf(argument) ?? (await pickSession(connection, title));

  return vscode.Disposable.from(
    register(COMMANDS.openDashboard, (argument?: unknown) => dashboard.open(sessionOf(argument))),
    register(COMMANDS.openInBrowser, () => withServer(openInBrowser)),
    register(COMMANDS.copyLanUrl, () => withServer(copyLanUrl)),
    register(COMMANDS.refresh, () => connection.refresh()),
    register(COMMANDS.showOlder, () => connection.listMore()),
    register(COMMANDS.selectSession, async () => {
      const session = await choose(undefined, 'Show which session?');
      if (session !== undefined) dashboard.open(session);
    }),
    register(COMMANDS.followSession, async (argument?: unknown) => {
      const session = await choose(argument, 'Follow which session in the status bar?');
      if (session !== undefined) followed.choose(session);
    }),
    register(COMMANDS.exportSession, (argument?: unknown, target?: unknown) =>
      withServer(async (endpoint) => {
        const session = await choose(argument, 'Export which session?');
        // From a menu the second argument is the list of all selected items.
        const file = target instanceof vscode.Uri ? target : undefined;
        if (session !== undefined) await exportSession(endpoint, session, file);
      }),
    ),
  );
}

async function offerServer(): Promise<void> {
  const start = 'Start Server';
  const chosen = await vscode.window.showWarningMessage(
    'The Livestream server is not running, so there is nothing to show yet.',
    start,
  );
  if (chosen === start) await vscode.commands.executeCommand(COMMANDS.startServer);
}
