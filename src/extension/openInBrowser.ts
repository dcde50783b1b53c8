import * as vscode from 'vscode';
import type { Endpoint } from './launchServer.ts';
import { pairingUrl } from './pairingUrl.ts';

/** Opens the dashboard in the person's own browser, through the editor's tunnel when the server is far away. */
export async function openInBrowser(endpoint: Endpoint): Promise<void> {
  const external = await vscode.env.asExternalUri(vscode.Uri.parse(endpoint.url));
  const letIn = isLoopback(external.authority) && (await letsThisMachineIn(endpoint));
  await vscode.env.openExternal(letIn ? external : await pairingUrl(endpoint, external, 'owner'));
}

/** To the server a loopback name is this machine; any other name comes through a tunnel and has to be let in. */
function isLoopback(authority: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(authority);
}

/** Whether a browser here needs nothing. The server knows: the one that runs may be older than the window's settings. */
async function letsThisMachineIn({ url }: Endpoint): Promise<boolean> {
  const { role } = (await (await fetch(new URL('/api/me', url))).json()) as { role?: unknown };
  return role === 'local';
}
