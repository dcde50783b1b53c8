import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import { said } from '../protocol/said.ts';
import { COMMANDS } from './commands.ts';
import type { Endpoint } from './launchServer.ts';
import { withoutLinks } from './plainText.ts';
import { messageOf } from './messageOf.ts';
import type { ServerConnection } from './serverConnection.ts';

/** Runs what needs a server, as soon as it is known whether there is one, and says why when it fails. */
export async function withServer(
  connection: ServerConnection,
  act: (endpoint: Endpoint) => Promise<void>,
): Promise<void> {
  const { state } = await connection.settled();
  if (state.kind !== 'connected') return offerServer();
  // Not awaited: a message may stay for hours, and a command ends before that.
  await act(state.endpoint).catch(
    (error: unknown) => void vscode.window.showErrorMessage(`Livestream: ${withoutLinks(said(messageOf(error)))}`),
  );
}

async function offerServer(): Promise<void> {
  const start = t('Start Server');
  const chosen = await vscode.window.showWarningMessage(
    t('The Livestream server is not running, so there is nothing to show yet.'),
    start,
  );
  if (chosen === start) await vscode.commands.executeCommand(COMMANDS.startServer);
}
