import * as vscode from 'vscode';
import type { ServerProcess } from './serverProcess.ts';
import type { Settings } from './settings.ts';
import { messageOf } from './messageOf.ts';

/** The folders this window wants watched: its workspace's, and those of the settings. */
export function wantedRoots(settings: Settings): readonly string[] {
  return [...new Set([...workspacePaths(vscode.workspace.workspaceFolders ?? []), ...settings.roots])];
}

/** A folder added to the workspace is watched at once, without a restart of the server. */
export function watchAddedFolders(server: ServerProcess, log: (line: string) => void): vscode.Disposable {
  return vscode.workspace.onDidChangeWorkspaceFolders(({ added }) => {
    server
      .watch(workspacePaths(added))
      .catch((error: unknown) => log(`could not watch the new folder: ${messageOf(error)}`));
  });
}

function workspacePaths(folders: readonly vscode.WorkspaceFolder[]): string[] {
  return folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
}
