import * as vscode from 'vscode';
import type { GivenRole } from '../protocol/sharingQuestions.ts';
import type { Endpoint } from './launchServer.ts';
import { askServer } from './serverApi.ts';

/**
 * An address by which one device is let in, once and within five minutes: what stays of it in a history opens nothing.
 * `base`: an address of the server, to which the editor may have added a path or a query of its own.
 */
export async function pairingUrl(endpoint: Endpoint, base: vscode.Uri, role: GivenRole): Promise<vscode.Uri> {
  const { code } = await askServer(endpoint, { about: 'pairing_code', role });
  const query = [base.query, `code=${encodeURIComponent(code)}`].filter(Boolean).join('&');
  return vscode.Uri.joinPath(base, 'pair').with({ query });
}
