import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { callServer } from './serverApi.ts';
import type { Endpoint } from './launchServer.ts';
import { withoutLinks } from './plainText.ts';

/** Saves a whole session as JSON. `target` spares the dialog, for key bindings and scripts. */
export async function exportSession(endpoint: Endpoint, session: string, target?: vscode.Uri): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const name = `${session.replace(/[^\w.-]+/g, '-')}.json`;
  const uri =
    target ??
    (await vscode.window.showSaveDialog({
      title: 'Export Session',
      filters: { JSON: ['json'] },
      defaultUri: vscode.Uri.joinPath(folder, name),
    }));
  if (uri === undefined) return;
  const response = await callServer(endpoint, `/api/export/${encodeURIComponent(session)}`);
  await vscode.workspace.fs.writeFile(uri, new Uint8Array(await response.arrayBuffer()));
  void offerToOpen(uri);
}

async function offerToOpen(uri: vscode.Uri): Promise<void> {
  const chosen = await vscode.window.showInformationMessage(
    `Exported to ${withoutLinks(vscode.workspace.asRelativePath(uri))}.`,
    'Open',
  );
  if (chosen === 'Open') await vscode.window.showTextDocument(uri);
}
