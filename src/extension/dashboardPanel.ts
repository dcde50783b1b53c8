import * as vscode from 'vscode';
import type { ToWebview } from '../protocol/webviewMessages.ts';
import { COMMANDS, DASHBOARD_PANEL } from './commands.ts';
import { dashboardFolder, dashboardHtml } from './dashboardHtml.ts';
import type { FollowedSession } from './followedSession.ts';
import { readMessage } from './readMessage.ts';
import { Relay } from './relay.ts';
import type { ServerConnection } from './serverConnection.ts';

export interface DashboardOptions {
  readonly extension: vscode.Uri;
  readonly connection: ServerConnection;
  readonly followed: FollowedSession;
}

/** The dashboard's panel: at most one of a window, brought back with it. */
export class Dashboard implements vscode.WebviewPanelSerializer {
  readonly #options: DashboardOptions;
  #panel: vscode.WebviewPanel | null = null;
  /** null while there is no page, or none that can take messages. */
  #post: ((message: ToWebview) => void) | null = null;
  /** What the page is to show as soon as it is ready. */
  #session: string | null = null;
  #showsSharing = false;

  constructor(options: DashboardOptions) {
    this.#options = options;
  }

  /** Shows the panel, and in it the session; without one it stays with what it shows. */
  open(session?: string): void {
    if (session !== undefined) this.#follow(session);
    if (this.#panel !== null) return this.#panel.reveal();
    // Without a choice the page shows what runs, and moves on by itself to what begins later.
    this.#session ??= this.#options.followed.choice;
    this.#adopt(vscode.window.createWebviewPanel(DASHBOARD_PANEL, 'Livestream', vscode.ViewColumn.Active));
  }

  /** Shows the panel, and in it how the server is shared. */
  showSharing(): void {
    this.#showsSharing = true;
    this.open();
    this.#tellToShare();
  }

  /** The window came back with a panel in it. `state` is what the page saved by `setState`. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const saved = (state as { session?: unknown } | undefined)?.session;
    if (typeof saved === 'string') this.#session = saved;
    this.#adopt(panel);
    return Promise.resolve();
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #follow(session: string): void {
    this.#session = session;
    this.#options.followed.choose(session);
    this.#post?.({ kind: 'follow', session });
  }

  #tellToShare(): void {
    if (!this.#showsSharing || this.#post === null) return;
    this.#showsSharing = false;
    this.#post({ kind: 'share' });
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    const { webview } = panel;
    const { extension, connection } = this.#options;
    const relay = new Relay(connection, (message) => void webview.postMessage(message));
    panel.iconPath = new vscode.ThemeIcon('pulse');
    webview.options = { enableScripts: true, localResourceRoots: [dashboardFolder(extension)] };
    webview.onDidReceiveMessage((message: unknown) => this.#receive(message, relay));
    // A hidden page does not exist any more: when shown again it is loaded anew and says that it is ready.
    panel.onDidChangeViewState(() => {
      if (panel.visible) return;
      this.#post = null;
      relay.close();
    });
    panel.onDidDispose(() => {
      relay.dispose();
      if (this.#panel !== panel) return;
      this.#panel = null;
      this.#post = null;
    });
    webview.html = dashboardHtml(webview, extension);
  }

  #receive(received: unknown, relay: Relay): void {
    const message = readMessage(received);
    if (message === null) return;
    switch (message.kind) {
      case 'ready':
        return this.#greet(relay);
      case 'frame':
        return relay.send(message.frame);
      case 'ask':
        return void relay.ask(message.id, message.question);
      case 'followed':
        this.#session = message.session;
        return this.#options.followed.choose(message.session);
      case 'export':
        void vscode.commands.executeCommand(COMMANDS.exportSession, message.session);
    }
  }

  #greet(relay: Relay): void {
    const webview = this.#panel?.webview;
    this.#post = (message) => void webview?.postMessage(message);
    if (this.#session !== null) this.#post({ kind: 'follow', session: this.#session });
    relay.open();
    this.#tellToShare();
  }
}
