import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ModelPrices } from '../protocol/prices.ts';

/** The settings, by their name behind "livestream.", as package.json describes them. */
export interface Settings {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Nobody is let in without a credential, programs on this machine included. */
  readonly requireToken: boolean;
  /** Empty: the server's own default. */
  readonly dataDir: string;
  readonly roots: readonly string[];
  /** Empty: the editor's own runtime. */
  readonly nodePath: string;
  readonly autoStart: boolean;
  readonly keepRunning: boolean;
  /** Which alerts are shown as messages. */
  readonly notifications: NotificationLevel;
  /** Whether the sessions of Claude Code and of Codex are watched. */
  readonly claude: boolean;
  readonly codex: boolean;
  /** Where those programs keep their sessions; empty: in the usual folder. */
  readonly claudeDirs: readonly string[];
  readonly codexDirs: readonly string[];
  /** What is kept of sessions that are over: days, and megabytes. 0: everything. */
  readonly retentionDays: number;
  readonly retentionMegabytes: number;
  /** By the model's name. They go before the server's own list. */
  readonly prices: ModelPrices;
}

/** `important`: those that need somebody, and problems. */
export type NotificationLevel = 'all' | 'important' | 'off';

export type SettingName = keyof Settings;

export const SECTION = 'livestream';

/** The same values as in package.json: a unit test compares them. */
export const DEFAULTS: Settings = {
  port: 8080,
  host: '127.0.0.1',
  requireToken: false,
  dataDir: '',
  roots: [],
  nodePath: '',
  autoStart: true,
  keepRunning: false,
  notifications: 'all',
  claude: true,
  codex: true,
  claudeDirs: [],
  codexDirs: [],
  retentionDays: 0,
  retentionMegabytes: 0,
  prices: {},
};

/** Those that a running server does not notice: they need a restart. */
export const SERVER_SETTINGS: readonly SettingName[] = [
  ...(['port', 'host', 'requireToken', 'dataDir', 'roots', 'nodePath', 'keepRunning'] as const),
  ...(['claude', 'codex', 'claudeDirs', 'codexDirs', 'retentionDays', 'retentionMegabytes', 'prices'] as const),
];

/** What `vscode.workspace.getConfiguration('livestream')` offers. */
export interface SettingsSource {
  get<T>(name: string, fallback: T): T;
}

export function readSettings(source: SettingsSource): Settings {
  const get = <K extends SettingName>(name: K): Settings[K] => {
    const value = source.get<unknown>(name, DEFAULTS[name]);
    return isLike(value, DEFAULTS[name]) ? (value as Settings[K]) : DEFAULTS[name];
  };
  const folders = (name: 'roots' | 'claudeDirs' | 'codexDirs') => get(name).map(expandHome).filter(Boolean);
  return {
    port: get('port'),
    host: get('host').trim() || DEFAULTS.host,
    requireToken: get('requireToken'),
    dataDir: expandHome(get('dataDir')),
    roots: folders('roots'),
    nodePath: expandHome(get('nodePath')),
    autoStart: get('autoStart'),
    keepRunning: get('keepRunning'),
    notifications: get('notifications'),
    claude: get('claude'),
    codex: get('codex'),
    claudeDirs: folders('claudeDirs'),
    codexDirs: folders('codexDirs'),
    retentionDays: get('retentionDays'),
    retentionMegabytes: get('retentionMegabytes'),
    prices: get('prices'),
  };
}

/** The editor marks a value of another kind in its settings, and hands it out all the same. */
function isLike(value: unknown, fallback: Settings[SettingName]): boolean {
  if (Array.isArray(fallback)) return Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (typeof fallback === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === typeof fallback && !Number.isNaN(value);
}

function expandHome(path: string): string {
  const trimmed = path.trim();
  return trimmed === '~' || /^~[/\\]/.test(trimmed) ? join(homedir(), trimmed.slice(1)) : trimmed;
}
