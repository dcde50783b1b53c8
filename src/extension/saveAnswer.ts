import { extname } from 'node:path';
import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import type { Endpoint } from './launchServer.ts';
import { withoutLinks } from './plainText.ts';
import { saveResponse } from './saveResponse.ts';
import { callServer } from './serverApi.ts';
import { startFolder } from './startFolder.ts';

interface FileWish {
  readonly title: string;
  /** Without its ending. */
  readonly name: string;
  readonly ending: string;
  /** What people call files with this ending. */
  readonly label: string;
}

/** Where to save; undefined when the person calls it off. */
export function chooseFile({ title, name, ending, label }: FileWish): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title,
    filters: { [label]: [ending] },
    defaultUri: vscode.Uri.joinPath(startFolder(), `${name}.${ending}`),
  });
}

/** Saves what the server answers, however large, and offers to open it. Throws what keeps it from being saved. */
export async function saveAnswer(endpoint: Endpoint, path: string, file: vscode.Uri): Promise<void> {
  const isSaved = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: t('Saving…'), cancellable: true },
    async (progress, cancellation) => saveResponse(await callServer(endpoint, path), file, progress, cancellation),
  );
  if (isSaved) void offerToOpen(file);
}

async function offerToOpen(file: vscode.Uri): Promise<void> {
  const told = t`Saved to ${withoutLinks(vscode.workspace.asRelativePath(file))}.`;
  const isPage = extname(file.path) === '.html';
  // A file on another machine is none that the browser here could open.
  const ways = isPage && vscode.env.remoteName !== undefined ? [] : [isPage ? t('Open in Browser') : t('Open')];
  const chosen = await vscode.window.showInformationMessage(told, ...ways);
  if (chosen === undefined) return;
  if (isPage) await vscode.env.openExternal(file);
  // Not as a document of the extensions: those may not be large.
  else await vscode.commands.executeCommand('vscode.open', file);
}
