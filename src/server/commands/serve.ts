import { homedir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { join, resolve } from 'node:path';
import { findRunningServer, findServerOnPort, requestServer } from '../base/runningServer.ts';
import type { ServerFile } from '../base/discovery.ts';
import { VERSION } from '../base/version.ts';
import { refreshHookScript } from '../hooks/hookScript.ts';
import { JournalInUseError } from '../journal/database.ts';
import { isLoopbackName } from '../access/request.ts';
import { startLivestream } from '../livestream.ts';
import type { Livestream } from '../livestreamOptions.ts';
import type { ModelPrices } from '../../protocol/prices.ts';
import type { SourceRoots } from '../sources/registry.ts';
import { claudeRoots, codexRoots } from '../sources/transcripts/agentRoots.ts';
import { readCertificate } from '../sharing/certificate.ts';
import type { Certificate } from '../sharing/certificate.ts';
import { listInterfaces } from '../sharing/interfaces.ts';
import { chooseInterface } from '../sharing/lan.ts';
import { announce } from './announce.ts';
import type { Wishes } from './announce.ts';
import type { CommonOptions } from './commonOptions.ts';
import { sharingHere, sharingThere } from './sharingAccess.ts';
import { mayReplace, takeOver } from './takeOver.ts';
import { tunnelTeller } from './sharingText.ts';

export interface ServeOptions extends CommonOptions, Wishes {
  readonly root: readonly string[];
  readonly port: number;
  readonly host: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly requireToken: boolean;
  readonly exitWhenUnused: boolean;
  readonly replaceOlder: boolean;
  readonly claudeDir: readonly string[];
  readonly codexDir: readonly string[];
  readonly claude: boolean;
  readonly codex: boolean;
  readonly prices: ModelPrices;
  readonly keepDays?: number;
  readonly keepMb?: number;
}

/** How long a server that has just begun to start may take to say where it is, or to let go of the journal, ms. */
const STARTING_MS = 5_000;

/** `livestream`: runs the server until it is told to stop, or hands over to the one that runs already. */
export async function serve(wished: ServeOptions): Promise<void> {
  let options = wished;
  const asked = options.root.length > 0 ? options.root : ['.'];
  let roots = asked.filter((root) => root !== '').map((root) => resolve(root));
  const running = await findRunningServer(options.dataDir);
  if (running && options.replaceOlder && mayReplace(running, VERSION)) {
    const { roots: watched, port, ...ways } = await takeOver(running);
    roots = [...new Set([...watched, ...roots])];
    options = { ...options, ...ways, port: options.port === 0 ? port : options.port };
  } else if (running) return useRunning({ ...running, dataDir: options.dataDir }, roots, options);
  const certificate = certificateOf(options);
  // A slip of the hand is told before anything starts.
  if (typeof options.lan === 'string') chooseInterface(await listInterfaces(), options.lan);
  const start = (): Promise<Livestream> =>
    startLivestream({
      ...options,
      certificate,
      tunnelGuardScript: join(__dirname, 'tunnelGuard.js'),
      roots: { contextFoundry: roots, ...agentRoots(options) },
      retention: {
        days: options.keepDays ?? null,
        bytes: options.keepMb === undefined ? null : options.keepMb * 2 ** 20,
      },
      readerScript: join(__dirname, 'transcriptReader.js'),
      dashboardDir: join(__dirname, 'webview'),
      version: VERSION,
    });
  const { livestream, other } = await startOrFind(start, options);
  if (livestream === undefined) return useRunning(other, roots, options);
  refreshHookScript(options.dataDir);
  stopOnSignals(livestream);
  process.on('uncaughtExceptionMonitor', livestream.logCrash);
  // The window that started it may be gone, and with it the other end of these pipes; the server lives on for others.
  for (const pipe of [process.stdout, process.stderr]) pipe.on('error', () => undefined);
  const { claudeCode, codex } = agentRoots(options);
  const agents = [
    { name: 'claude-code', roots: claudeCode },
    { name: 'codex', roots: codex },
  ];
  const sharing = sharingHere(livestream);
  const { requireToken } = options;
  await announce(
    { ...livestream, pid: process.pid, requireToken, roots, agents, runsElsewhere: false, sharing },
    options,
  );
  tellOfTunnel(livestream, options);
  await livestream.stopped;
  // All is written and closed; chokidar's timers would keep the process for another second.
  process.exit();
}

/** Throws what is wrong with the files, or with how they are asked for. */
function certificateOf({ tlsCert = '', tlsKey = '', host }: ServeOptions): Certificate | undefined {
  if (tlsCert === '' && tlsKey === '') return undefined;
  if (tlsCert === '' || tlsKey === '') throw new Error('--tls-cert and --tls-key belong together: give both.');
  if (!isLoopbackName(host))
    throw new Error(
      `With a certificate, other devices are served at an address of its own: use --lan instead of --host ${host}.`,
    );
  return readCertificate(tlsCert, tlsKey);
}

/** A tunnel takes seconds to open, and may end at night: both are told when they happen. */
function tellOfTunnel(livestream: Livestream, { json }: ServeOptions): void {
  if (json === true) return;
  const look = tunnelTeller(sharingHere(livestream), (text) => void process.stdout.write(text));
  livestream.sharing.onChange(() => void look());
  void look();
}

/** The folders of coding agents: those asked for, else where the agents say that they keep their sessions. */
function agentRoots({ claudeDir, codexDir, claude, codex }: ServeOptions): Omit<SourceRoots, 'contextFoundry'> {
  const environment = { env: process.env, home: homedir() };
  const asked = (folders: readonly string[], found: readonly string[]): readonly string[] =>
    folders.length > 0 ? folders.map((folder) => resolve(folder)) : found;
  return {
    claudeCode: claude ? asked(claudeDir, claudeRoots(environment)) : [],
    codex: codex ? asked(codexDir, codexRoots(environment)) : [],
  };
}

type RunningElsewhere = ServerFile & { readonly dataDir: string };

type StartedOrFound =
  | { readonly livestream: Livestream; readonly other?: undefined }
  | { readonly livestream?: undefined; readonly other: RunningElsewhere };

/**
 * Starts the server, or finds the one because of which it cannot start; throws what to do when there is none. Two that
 * begin at the same moment, as those of two windows do after a server was killed, can keep each other from the journal:
 * then both try again, out of step.
 */
async function startOrFind(start: () => Promise<Livestream>, options: ServeOptions): Promise<StartedOrFound> {
  for (const until = Date.now() + STARTING_MS; ; await delay(50 + Math.random() * 100)) {
    try {
      return { livestream: await start() };
    } catch (error) {
      if (!(error instanceof JournalInUseError)) return { other: await serverOnPort(error, options) };
      const running = await findRunningServer(options.dataDir);
      if (running) return { other: { ...running, dataDir: options.dataDir } };
      if (Date.now() > until) throw explain(error, options);
    }
  }
}

/** The livestream server that has the port; throws what to do when it is not for that that this one could not start. */
async function serverOnPort(error: unknown, options: ServeOptions): Promise<RunningElsewhere> {
  if (!isCode(error, 'EADDRINUSE')) throw explain(error, options);
  const running = await findServerOnPort(options.port);
  if (running) return running;
  throw new Error(
    `Port ${options.port} is used by another program, or by a livestream server on another data folder that answers nobody without its token. Choose another with --port (or LIVESTREAM_PORT); --port 0 takes any free one.`,
  );
}

async function useRunning(server: RunningElsewhere, roots: readonly string[], options: ServeOptions): Promise<void> {
  const watched = (await (await requestServer(server, 'api/roots', { roots })).json()) as { roots: string[] };
  if (!options.json)
    process.stdout.write(
      `A livestream server is already running (process ${server.pid}); it now watches this folder too.\n${stays(options)}`,
    );
  const { sources } = (await (await requestServer(server, 'api/health')).json()) as {
    sources: { name: string; roots: readonly string[] }[];
  };
  const agents = sources.filter(({ name }) => ['claude-code', 'codex'].includes(name));
  const sharing = sharingThere(server);
  await announce({ ...server, roots: watched.roots, agents, runsElsewhere: true, sharing }, options);
}

/** What the running server was started with decides which agents it reads. */
function stays({ claudeDir, codexDir, claude, codex, prices }: ServeOptions): string {
  const asked = claudeDir.length > 0 || codexDir.length > 0 || !claude || !codex || Object.keys(prices).length > 0;
  return asked
    ? 'The folders of coding agents, and prices, stay as it was started with: "livestream stop" first to change them.\n'
    : '';
}

function stopOnSignals(livestream: Livestream): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Somebody who asks twice does not want to wait.
      if (asked) process.exit(1);
      asked = true;
      void livestream.stop();
    });
  }
}

function explain(error: unknown, { host, dataDir }: ServeOptions): unknown {
  if (isCode(error, 'EADDRNOTAVAIL'))
    return new Error(`This machine has no address ${host}. Choose another with --host.`);
  if (isCode(error, 'EACCES'))
    return new Error(`Not allowed: ${(error as Error).message}. Choose another --port or --data-dir (now ${dataDir}).`);
  return error;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
