import * as vscode from 'vscode';
import { COMPARED_AT_LEAST, COMPARED_AT_MOST } from '../protocol/comparison.ts';
import { t } from '../protocol/language.ts';
import { chooseFilter } from './chooseFilter.ts';
import { COMMANDS } from './commands.ts';
import type { Dashboard } from './dashboardPanel.ts';
import { pickSession, pickSessions, sessionOf, sessionsOf } from './selectSession.ts';
import type { ServerConnection } from './serverConnection.ts';
import { NO_FILTER } from './sessionFilter.ts';
import { openTranscript, revealFolder, revealTranscript } from './sessionFiles.ts';
import { copySessionLink } from './sessionLink.ts';
import type { ShownSessions } from './shownSessions.ts';
import type { Endpoint } from './launchServer.ts';
import { withServer } from './withServer.ts';

export interface TreeCommandsOptions {
  readonly connection: ServerConnection;
  readonly dashboard: Dashboard;
  readonly shown: ShownSessions;
}

/** The commands of the tree and of its rows. Those about a session ask for one when they are called without. */
export function registerTreeCommands({ connection, dashboard, shown }: TreeCommandsOptions): vscode.Disposable {
  const register = vscode.commands.registerCommand;
  const forSession = (
    id: string,
    title: string,
    act: (endpoint: Endpoint, session: string) => Promise<void>,
  ): vscode.Disposable =>
    register(id, (argument?: unknown) =>
      withServer(connection, async (endpoint) => {
        const session = sessionOf(argument) ?? (await pickSession(connection, title));
        if (session !== undefined) await act(endpoint, session);
      }),
    );
  return vscode.Disposable.from(
    register(COMMANDS.filterSessions, async () => {
      const { sessions, muted } = connection.view;
      const filter = await chooseFilter(shown.filter, [...(sessions?.values() ?? [])], connection.now(), muted);
      if (filter !== undefined) shown.choose(filter);
    }),
    register(COMMANDS.clearFilter, () => shown.choose(NO_FILTER)),
    register(COMMANDS.compareSessions, async (argument?: unknown, selected?: unknown) => {
      const sessions = await toCompare(connection, sessionsOf(argument, selected));
      if (sessions !== undefined) dashboard.compare(sessions);
    }),
    forSession(COMMANDS.copyLink, t('Copy a link to which session?'), copySessionLink),
    forSession(COMMANDS.revealFolder, t('Reveal the folder of which session?'), revealFolder),
    forSession(COMMANDS.revealTranscript, t('Reveal the transcript of which session?'), revealTranscript),
    forSession(COMMANDS.openTranscript, t('Open the transcript of which session?'), openTranscript),
  );
}

/** As many as fit side by side; asked for when these are too few, and said when they are too many. */
async function toCompare(
  connection: ServerConnection,
  selected: readonly string[],
): Promise<readonly string[] | undefined> {
  const chosen =
    selected.length >= COMPARED_AT_LEAST ? selected : await pickSessions(connection, t('Compare Sessions'), selected);
  if (chosen === undefined) return undefined;
  if (chosen.length >= COMPARED_AT_LEAST && chosen.length <= COMPARED_AT_MOST) return chosen;
  void vscode.window.showInformationMessage(
    t`Livestream compares ${COMPARED_AT_LEAST} to ${COMPARED_AT_MOST} sessions. Choose that many, in the tree with Ctrl or Shift.`,
  );
  return undefined;
}
