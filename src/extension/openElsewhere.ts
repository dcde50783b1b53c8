import * as vscode from 'vscode';
import { COMMANDS } from './commands.ts';
import { openSetting } from './problems.ts';
import { callServer } from './serverApi.ts';
import type { Endpoint } from './launchServer.ts';
import { readSettings, SECTION } from './settings.ts';

/** Opens the dashboard in the person's own browser, through the editor's tunnel when the server is far away. */
export async function openInBrowser(endpoint: Endpoint): Promise<void> {
  const external = await vscode.env.asExternalUri(vscode.Uri.parse(endpoint.url));
  // To the server a loopback name is this machine; any other name comes through a tunnel and needs the key.
  const local = /^(localhost|127\.|\[::1\])/.test(external.authority);
  await vscode.env.openExternal(
    local ? external : external.with({ query: `token=${encodeURIComponent(endpoint.token)}` }),
  );
}

/** Puts an address for a phone on the clipboard; it holds the key, so it is not shown. */
export async function copyLanUrl(endpoint: Endpoint): Promise<void> {
  const { urls } = (await (await callServer(endpoint, '/api/lan')).json()) as { urls: readonly string[] };
  if (urls.length === 0) return explainLoopback();
  const url = urls.length === 1 ? urls[0] : await pickAddress(urls);
  if (url === undefined) return;
  await vscode.env.clipboard.writeText(url);
  void vscode.window.showInformationMessage(
    `Copied the address for ${new URL(url).host}. Whoever has it can watch your sessions: it contains the key.`,
  );
}

async function pickAddress(urls: readonly string[]): Promise<string | undefined> {
  const items = urls.map((url) => ({ label: new URL(url).host, url }));
  return (await vscode.window.showQuickPick(items, { title: 'Which network is the phone in?' }))?.url;
}

async function explainLoopback(): Promise<void> {
  const { host } = readSettings(vscode.workspace.getConfiguration(SECTION));
  if (!/^(localhost|127\.|::1$)/.test(host)) return explainNoAddress(host);
  const open = 'Open Setting';
  const chosen = await vscode.window.showInformationMessage(
    'The Livestream server listens on this machine only, so a phone cannot reach it. Set livestream.host to 0.0.0.0 to open it to your network, then restart the server. Devices then need the key in the address.',
    open,
  );
  if (chosen === open) await openSetting('host');
}

async function explainNoAddress(host: string): Promise<void> {
  const restart = 'Restart Server';
  const chosen = await vscode.window.showInformationMessage(
    `livestream.host is ${host}, but the server that runs has no address for a phone: it was started before that was set, or this machine is in no network.`,
    restart,
  );
  if (chosen === restart) await vscode.commands.executeCommand(COMMANDS.restartServer);
}
