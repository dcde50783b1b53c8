import * as vscode from 'vscode';
import type { View } from '../protocol/client.ts';
import { t } from '../protocol/language.ts';
import type { FromWebview } from '../protocol/webviewMessages.ts';
import { findNamedFile } from './namedFile.ts';
import { withoutLinks } from './plainText.ts';

/** Opens the file that a line of a session names, at the line that it names, if it lies where the session or this window works. */
export async function openNamedFile(
  { sessions }: Pick<View, 'sessions'>,
  { session, path, line }: Extract<FromWebview, { kind: 'open_file' }>,
): Promise<void> {
  const workspace = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
  const folder = sessions?.get(session)?.folder;
  const found = await findNamedFile(path, folder == null ? workspace : [folder, ...workspace]);
  if (found === null) {
    void vscode.window.showWarningMessage(
      t`There is no file ${withoutLinks(path)} in the folder of the session or in this workspace, or not any more.`,
    );
    return;
  }
  const at = new vscode.Position((line ?? 1) - 1, 0);
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(found), {
    preview: true,
    viewColumn: vscode.ViewColumn.Beside,
    ...(line === null ? {} : { selection: new vscode.Range(at, at) }),
  } satisfies vscode.TextDocumentShowOptions);
}
