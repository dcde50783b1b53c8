import * as vscode from 'vscode';
import type { ToWebview } from '../protocol/webviewMessages.ts';
import { COMMANDS, DASHBOARD_PANEL } from './commands.ts';
import { dashboardFolder, dashboardHtml } from './dashboardHtml.ts';
import type { FollowedSession } from './followedSession.ts';
import { openNamedFile } from './openNamedFile.ts';
import { readMessage } from './readMessage.ts';
import { Relay } from './relay.ts';
import { saveReport } from './saveReport.ts';
import type { ServerConnection } from './serverConnection.ts';
import { withServer } from './withServer.ts';

export interface DashboardOptions {
  readonly extension: vscode.Uri;
  readonly connection: ServerConnection;
  readonly followed: FollowedSession;
}

/** What the page is to show: a session, as it was at a time where that is given, or several side by side. */
type Place = Extract<ToWebview, { kind: 'follow' | 'compare' }>;

/** The dashboard's panel: at most one of a window, brought back with it. */
export class Dashboard implements vscode.WebviewPanelSerializer {
  readonly #options: DashboardOptions;
  #panel: vscode.WebviewPanel | null = null;
  /** null while there is no page, or none that can take messages. */
  #post: ((message: ToWebview) => void) | null = null;
  /** What the page is to show as soon as it is ready; null: what it remembers itself. */
  #place: Place | null = null;
  #showsSharing = false;

  constructor(options: DashboardOptions) {
    this.#options = options;
  }

  /** Shows the panel, and in it the session, at a moment of it where that is given; without one it stays with what it shows. */
  open(session?: string, at: number | null = null): void {
    if (session !== undefined) this.#follow(session, at);
    this.#show(undefined);
  }

  /** Shows the panel beside what is being edited, and in it the session. */
  openToSide(session?: string): void {
    if (session !== undefined) this.#follow(session, null);
    this.#show(vscode.ViewColumn.Beside);
  }

  /** Shows the panel in a window of its own, for a second screen. */
  async openInNewWindow(session?: string): Promise<void> {
    this.open(session);
    if (!(await this.#isActive())) return;
    await vscode.commands.executeCommand('workbench.action.moveEditorToNewWindow');
  }

  /** Shows the panel, and in it these sessions side by side. */
  compare(sessions: readonly string[]): void {
    this.#tell({ kind: 'compare', sessions });
    this.#show(undefined);
  }

  /** Shows the panel, and in it how the server is shared. */
  showSharing(): void {
    this.#showsSharing = true;
    this.open();
    this.#tellToShare();
  }

  /** The window came back with a panel in it. Its page remembers by itself what it showed. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#adopt(panel);
    return Promise.resolve();
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #show(column: vscode.ViewColumn | undefined): void {
    if (this.#panel !== null) return this.#panel.reveal(column);
    const { choice } = this.#options.followed;
    // Without a choice the page shows what runs, and moves on by itself to what begins later.
    if (choice !== null) this.#place ??= { kind: 'follow', session: choice, at: null };
    const where = column ?? vscode.ViewColumn.Active;
    this.#adopt(vscode.window.createWebviewPanel(DASHBOARD_PANEL, 'Livestream', where));
  }

  /** Resolves with true when the panel is the editor that commands act upon; with false when it was closed before. */
  async #isActive(): Promise<boolean> {
    const panel = this.#panel;
    if (panel === null || panel.active) return panel !== null;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const subscriptions = [
      panel.onDidChangeViewState(() => panel.active && resolve(true)),
      panel.onDidDispose(() => resolve(false)),
    ];
    const isActive = await promise;
    for (const subscription of subscriptions) subscription.dispose();
    return isActive;
  }

  #follow(session: string, at: number | null): void {
    this.#options.followed.choose(session);
    this.#tell({ kind: 'follow', session, at });
  }

  #tell(place: Place): void {
    this.#place = place;
    this.#tellPlace();
  }

  #tellPlace(): void {
    if (this.#place === null || this.#post === null) return;
    this.#post(this.#place);
    this.#place = null;
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
        return this.#options.followed.choose(message.session);
      case 'open_file':
        return void openNamedFile(this.#options.connection.view, message);
      case 'export':
        return void vscode.commands.executeCommand(COMMANDS.exportSession, message.session);
      case 'report':
        return void withServer(this.#options.connection, (endpoint) => saveReport(endpoint, message));
    }
  }

  #greet(relay: Relay): void {
    const webview = this.#panel?.webview;
    this.#post = (message) => void webview?.postMessage(message);
    this.#tellPlace();
    relay.open();
    this.#tellToShare();
  }
}
