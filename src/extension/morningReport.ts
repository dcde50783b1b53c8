import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import type { Endpoint } from './launchServer.ts';
import { callServer } from './serverApi.ts';
import type { ServerConnection } from './serverConnection.ts';

const SCHEME = 'livestream-report';

/** What happened last night, as a read-only document of the server's Markdown. It is made anew each time it is opened. */
export class MorningReport implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #connection: ServerConnection;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly onDidChange = this.#changed.event;
  #text: string | null = null;

  constructor(connection: ServerConnection) {
    this.#connection = connection;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  async open(endpoint: Endpoint): Promise<void> {
    this.#text = await ask(endpoint);
    const report = vscode.Uri.from({ scheme: SCHEME, path: `/${t('Morning Report')}.md` });
    this.#changed.fire(report);
    await vscode.commands.executeCommand('markdown.showPreview', report);
  }

  /** A window that comes back brings its preview with it, and nobody has asked for the report yet. */
  async provideTextDocumentContent(): Promise<string> {
    if (this.#text !== null) return this.#text;
    const { state } = await this.#connection.settled();
    if (state.kind !== 'connected') return t('The Livestream server is not running, so there is no report yet.');
    return ask(state.endpoint);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

async function ask(endpoint: Endpoint): Promise<string> {
  return (await callServer(endpoint, '/api/report?format=md')).text();
}
