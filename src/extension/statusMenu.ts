import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import { COMMANDS } from './commands.ts';
import type { FollowedSession } from './followedSession.ts';
import type { ServerConnection } from './serverConnection.ts';
import { menuItems } from './statusMenuItems.ts';

export interface StatusMenuOptions {
  readonly connection: ServerConnection;
  readonly followed: FollowedSession;
  /** The id of this extension. */
  readonly extension: string;
}

/** The menu of the status bar, and the way to the settings. */
export function registerStatusMenu({ connection, followed, extension }: StatusMenuOptions): vscode.Disposable {
  const open = async (): Promise<void> => {
    const { summary, choice } = followed;
    const isConnected = connection.state.kind === 'connected';
    const isMuted = summary !== null && connection.view.muted.has(summary.id);
    const subject = { summary, isChosen: choice !== null, isMuted, isConnected };
    const items = menuItems(subject).map((item) =>
      'heading' in item ? { label: item.heading, kind: vscode.QuickPickItemKind.Separator } : item,
    );
    const chosen = await vscode.window.showQuickPick(items, { title: 'Livestream', placeHolder: t('What now?') });
    if (chosen === undefined || !('command' in chosen)) return;
    await vscode.commands.executeCommand(chosen.command, ...(chosen.session === undefined ? [] : [chosen.session]));
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(COMMANDS.menu, open),
    vscode.commands.registerCommand(COMMANDS.openSettings, () =>
      vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${extension}`),
    ),
  );
}
