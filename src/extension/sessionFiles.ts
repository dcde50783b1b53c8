import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import type { Endpoint } from './launchServer.ts';
import { withoutLinks } from './plainText.ts';
import { callServer } from './serverApi.ts';

/** Where a session's files lie, on the machine of the server and of this extension. */
interface SessionFiles {
  readonly folder: string | null;
  /** What a coding agent wrote of it; the main thread's first. */
  readonly transcripts: readonly string[];
}

export async function revealFolder(endpoint: Endpoint, session: string): Promise<void> {
  const { folder } = await filesOf(endpoint, session);
  if (folder === null) throw new Error(t('Nobody has told in which folder this session works.'));
  await reveal(folder, t`The folder is not on this machine, or not any more: ${folder}`);
}

export async function revealTranscript(endpoint: Endpoint, session: string): Promise<void> {
  const path = await transcriptOf(endpoint, session);
  await reveal(path, noTranscript(path));
}

export async function openTranscript(endpoint: Endpoint, session: string): Promise<void> {
  const path = await transcriptOf(endpoint, session);
  await assertIsThere(path, noTranscript(path));
  // Not as a document of the extensions: those may not be large.
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path));
}

async function filesOf(endpoint: Endpoint, session: string): Promise<SessionFiles> {
  return (await (await callServer(endpoint, `/api/files/${encodeURIComponent(session)}`)).json()) as SessionFiles;
}

async function transcriptOf(endpoint: Endpoint, session: string): Promise<string> {
  const [path] = (await filesOf(endpoint, session)).transcripts;
  if (path === undefined) {
    throw new Error(
      t('This session has no transcript here: its events were sent to the server, or come from an import.'),
    );
  }
  return path;
}

/** In the editor's own explorer where it is part of the workspace, else in that of the system. */
async function reveal(path: string, ifGone: string): Promise<void> {
  await assertIsThere(path, ifGone);
  const uri = vscode.Uri.file(path);
  if (vscode.workspace.getWorkspaceFolder(uri) !== undefined) {
    await vscode.commands.executeCommand('revealInExplorer', uri);
  } else if (vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop) {
    await vscode.commands.executeCommand('revealFileInOS', uri);
  } else {
    void tellPath(path);
  }
}

/** The system's explorer is on another machine than the file. */
async function tellPath(path: string): Promise<void> {
  const copy = t('Copy Path');
  const told = t`It lies outside this workspace, on the machine that the editor is connected to: ${withoutLinks(path)}`;
  if ((await vscode.window.showInformationMessage(told, copy)) === copy) await vscode.env.clipboard.writeText(path);
}

function noTranscript(path: string): string {
  return t`The transcript is not on this machine, or not any more: ${path}`;
}

async function assertIsThere(path: string, ifGone: string): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) throw new Error(ifGone);
}
