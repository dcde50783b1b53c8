import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import type { Endpoint } from './launchServer.ts';

/**
 * Puts the session's address on the clipboard, as a browser on the person's own machine finds it. It lets nobody in who is
 * not let in already: a share link does.
 */
export async function copySessionLink(endpoint: Endpoint, session: string): Promise<void> {
  const base = await vscode.env.asExternalUri(vscode.Uri.parse(endpoint.url));
  const link = new URL(base.toString(true));
  link.hash = new URLSearchParams({ session }).toString();
  await vscode.env.clipboard.writeText(link.href);
  void vscode.window.showInformationMessage(
    t(
      'Copied the session’s address. It opens for you, in a browser on this machine; for others use “Copy Share Link to Session”.',
    ),
  );
}
