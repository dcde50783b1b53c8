import { homedir } from 'node:os';
import * as vscode from 'vscode';

/** Where dialogs for files begin: not beside the open file, which may be one of the server's own. */
export function startFolder(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
}
