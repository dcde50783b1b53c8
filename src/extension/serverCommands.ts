import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import { COMMANDS, SERVER_CONTEXT } from './commands.ts';
import { Demo } from './demo.ts';
import type { Launch } from './launchServer.ts';
import type { Output } from './output.ts';
import { showProblem } from './problems.ts';
import type { ServerConnection } from './serverConnection.ts';
import type { ServerProcess } from './serverProcess.ts';
import { SECTION, SERVER_SETTINGS } from './settings.ts';

export interface ServerCommandsOptions {
  readonly connection: ServerConnection;
  readonly server: ServerProcess;
  readonly output: Output;
  readonly launch: () => Launch;
}

/** The server's life as a person steers it, what is said when it fails, and the demo that plays on it. */
export function registerServerCommands({
  connection,
  server,
  output,
  launch,
}: ServerCommandsOptions): vscode.Disposable {
  const register = vscode.commands.registerCommand;
  const demo = new Demo(output.serverLine);

  const stop = async (): Promise<void> => {
    connection.stop();
    await server.stop();
  };
  const restart = async (): Promise<void> => {
    await stop();
    connection.start();
  };
  const play = async (): Promise<void> => {
    const { state } = await connection.settled();
    if (state.kind !== 'connected') return;
    const { runtime, script } = launch();
    const session = nextSession(connection);
    demo.play(runtime, script, state.endpoint);
    await vscode.commands.executeCommand(COMMANDS.openDashboard, await session);
  };

  return vscode.Disposable.from(
    demo,
    register(COMMANDS.startServer, () => connection.start()),
    register(COMMANDS.stopServer, stop),
    register(COMMANDS.restartServer, restart),
    register(COMMANDS.runDemo, () => {
      connection.start();
      return play();
    }),
    register(COMMANDS.showLog, () => output.channel.show()),
    tellState(connection),
    offerRestart(connection, restart),
  );
}

/** The next session to appear. */
function nextSession(connection: ServerConnection): Promise<string> {
  const known = new Set(connection.view.sessions?.keys());
  const { promise, resolve } = Promise.withResolvers<string>();
  const subscription = connection.subscribe(() => {
    for (const id of connection.view.sessions?.keys() ?? []) if (!known.has(id)) resolve(id);
  });
  return promise.finally(() => subscription.dispose());
}

/** Keeps the context key for `when` clauses, and says a failure once. */
function tellState(connection: ServerConnection): vscode.Disposable {
  let told: string | undefined;
  const tell = (): void => {
    const { state } = connection;
    if (state.kind === told) return;
    told = state.kind;
    void vscode.commands.executeCommand('setContext', SERVER_CONTEXT, state.kind);
    if (state.kind === 'failed') void showProblem(state.problem);
  };
  tell();
  return connection.subscribe(tell);
}

/** A running server does not notice changed settings. */
function offerRestart(connection: ServerConnection, restart: () => Promise<void>): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(async (change) => {
    const concerned = SERVER_SETTINGS.some((name) => change.affectsConfiguration(`${SECTION}.${name}`));
    if (!concerned || connection.state.kind === 'off') return;
    const now = t('Restart Server');
    const chosen = await vscode.window.showInformationMessage(
      t('The Livestream server takes up its new settings when it is restarted.'),
      now,
    );
    if (chosen === now) await restart();
  });
}
