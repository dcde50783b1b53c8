import { launchOptions } from '../../src/extension/launchOptions.ts';
import type { Endpoint } from '../../src/extension/launchServer.ts';
import { ServerConnection } from '../../src/extension/serverConnection.ts';
import { ServerProcess } from '../../src/extension/serverProcess.ts';
import { DEFAULTS } from '../../src/extension/settings.ts';
import type { Scene } from './scene.ts';

/** What a window of the editor has of the server. */
export interface EditorWindow {
  readonly connection: ServerConnection;
  /** null while it is not connected. */
  readonly endpoint: () => Endpoint | null;
  /** What it wrote to its output channel, line by line. */
  readonly said: readonly string[];
}

export function launchOptionsFor(script: string, dataDir: string, root: string) {
  return launchOptions({ ...DEFAULTS, port: 0, claude: false, codex: false, dataDir }, script, [root]);
}

/** A window that has the server of `script` started, or joins the one that runs. It is closed with the scene. */
export function openEditorWindow(scene: Scene, script: string, dataDir: string, root: string): EditorWindow {
  const said: string[] = [];
  const server = new ServerProcess({
    launch: () => launchOptionsFor(script, dataDir, root),
    onLine: () => undefined,
  });
  const connection = new ServerConnection({
    ensure: () => server.ensure(),
    successor: (stopped, signal) => server.successor(stopped, signal),
    log: (line) => said.push(line),
    firstPause: 50,
  });
  scene.atEnd(() => connection.dispose());
  connection.start();
  const endpoint = () => (connection.state.kind === 'connected' ? connection.state.endpoint : null);
  return { connection, endpoint, said };
}
