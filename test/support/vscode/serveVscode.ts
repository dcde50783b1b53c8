import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { isAlive } from '../../../src/server/base/isAlive.ts';
import { readServerFile } from './livestreamServer.ts';
import { obtainVscode } from './obtainVscode.ts';

export interface VscodeOptions {
  /** Lets a page hand over tests to run in the extension host. It also hides notifications and dialogs. */
  readonly testDriver?: boolean;
  /** Asks of each folder whether it can be trusted; until somebody says so its window is restricted. */
  readonly asksForTrust?: boolean;
  readonly extensions?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** For the extension host, and so for the tests in it. */
  readonly env?: Readonly<Record<string, string>>;
  /** What a command begins with to run on another host; by default it runs on this one. */
  readonly through?: readonly string[];
}

export interface Vscode {
  readonly origin: string;
  /** Where the extension under test keeps its server's data. */
  readonly dataDir: string;
  /** Where the given extensions are installed. */
  readonly extensionsDir: string;
  stop(): Promise<void>;
}

const QUIET = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'window.title': '${activeEditorShort}${separator}${rootName}',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.editor.empty.hint': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

const ASKS_FOR_TRUST = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/** A running VS Code of its own: fresh settings, home and data, on any free loopback port. */
export async function serveVscode(options: VscodeOptions = {}): Promise<Vscode> {
  const main = await obtainVscode();
  const folder = await mkdtemp(join(tmpdir(), 'livestream-vscode-'));
  const dataDir = join(folder, 'livestream');
  const home = join(folder, 'home');
  const trust = options.asksForTrust === true ? ASKS_FOR_TRUST : {};
  const settings = { ...QUIET, ...trust, 'livestream.port': 0, 'livestream.dataDir': dataDir, ...options.settings };
  // Settings with the scope "machine" count only from the file of the machine that the extensions run on.
  for (const where of ['User', 'Machine']) {
    await mkdir(join(folder, 'data', where), { recursive: true });
    await writeFile(join(folder, 'data', where, 'settings.json'), JSON.stringify(settings, null, 2));
  }
  await mkdir(home);
  const env = { ...inherited(), HOME: home, EXTENSIONS_GALLERY: '{}', ...options.env };
  const common = [main, '--accept-server-license-terms', '--server-data-dir', folder];
  if (options.extensions !== undefined && options.extensions.length > 0) {
    const install = options.extensions.flatMap((vsix) => ['--install-extension', vsix]);
    await promisify(execFile)(process.execPath, [...common, ...install], { env });
  }
  const [command = process.execPath, ...before] = [...(options.through ?? []), process.execPath];
  const server = spawn(
    command,
    [
      ...before,
      ...common,
      ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
      // A login shell would put its own PATH before the one given here.
      ...['--disable-telemetry', '--force-disable-user-env'],
      ...(options.asksForTrust === true ? [] : ['--disable-workspace-trust']),
      ...(options.testDriver === true ? ['--enable-smoke-test-driver'] : []),
    ],
    { env, detached: true, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const kill = (): void => killGroup(server);
  process.once('exit', kill);
  const port = await listeningPort(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    dataDir,
    extensionsDir: join(folder, 'extensions'),
    stop: async () => {
      process.off('exit', kill);
      await stopLivestream(dataDir);
      const ended = server.exitCode === null && server.signalCode === null ? once(server, 'exit') : null;
      kill();
      await ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

async function listeningPort(server: ChildProcess): Promise<number> {
  const lines = createInterface({ input: server.stdout! });
  for await (const line of lines) {
    const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
    if (port === undefined) continue;
    server.stdout!.resume();
    return Number(port);
  }
  throw new Error(`VS Code's server ended with code ${server.exitCode} before it listened.`);
}

/** Its pty host and watcher outlive the server, so all of the group must go. */
function killGroup(server: ChildProcess): void {
  try {
    process.kill(-server.pid!, 'SIGKILL');
  } catch {
    // It has gone already.
  }
}

/** The extension's server is detached on purpose, so it must be ended by itself. Its data goes too. */
async function stopLivestream(dataDir: string): Promise<void> {
  const file = await readServerFile(dataDir);
  if (file === null || !isAlive(file.pid)) return;
  process.kill(file.pid, 'SIGKILL');
}

function inherited(): NodeJS.ProcessEnv {
  const strange = /^(VSCODE_|ELECTRON_|npm_|XDG_|LIVESTREAM_|NODE_OPTIONS$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !strange.test(name)));
}
